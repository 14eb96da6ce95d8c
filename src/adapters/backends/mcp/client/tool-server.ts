import type { Failure } from '../../../../core/failure.ts';
import type { Result } from '../../../../core/result.ts';
import type { ToolList } from './tool-list.ts';

export interface CallOptions {
  /** The words themselves, such as a log, in place of the data in them. */
  readonly asText?: boolean;
  /** Changes something: sent once, whatever becomes of the answer. */
  readonly isAction?: boolean;
}

/** An MCP server as our adapters know it: what it can do, and the data it answers with. */
export interface ToolServer {
  /** The name the person knows this source under, such as `Proxmox`. */
  readonly service: string;
  /** Where the answers come from, for readings and logs. */
  readonly source: string;
  /** The same list until it changes. */
  tools(): Promise<Result<ToolList, Failure>>;
  /** A call may be sent twice when the connection breaks under it, unless it is an action. */
  callTool(name: string, args: object, options?: CallOptions): Promise<Result<unknown, Failure>>;
}
