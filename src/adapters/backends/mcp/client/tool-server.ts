import type { Failure } from '../../../../core/failure.ts';
import type { Result } from '../../../../core/result.ts';
import type { ToolList } from './tool-list.ts';

export interface CallOptions {
  /** Returns the text itself, such as a log, instead of the data in it. */
  readonly asText?: boolean;
  /** The call changes something: it is never retried. */
  readonly isAction?: boolean;
}

/** An MCP server as the adapters use it: its tools, and the data of its answers. */
export interface ToolServer {
  /** The name of this source in texts, such as `Proxmox`. */
  readonly service: string;
  /** The origin of the answers, for readings and logs. */
  readonly source: string;
  /** Returns the same list until it changes. */
  tools(): Promise<Result<ToolList, Failure>>;
  /** Retries once when the connection breaks during a call, unless it is an action. */
  callTool(name: string, args: object, options?: CallOptions): Promise<Result<unknown, Failure>>;
}
