import type { Failure } from '../../core/failure.ts';
import type { Result } from '../../core/result.ts';

/** What our MCP-backed adapters need from a connection: the data of a tool's answer, or a failure. */
export interface ToolCaller {
  /** The name the person knows this source under, such as `Proxmox`. */
  readonly service: string;
  /** Where the answers come from, for readings and logs. */
  readonly source: string;
  /** For tools that only read: a call may be sent twice when the connection breaks under it. */
  callTool(name: string, args: object): Promise<Result<unknown, Failure>>;
}
