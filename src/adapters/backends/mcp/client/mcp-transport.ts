import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';

/** One way to exchange messages with a server, not yet opened. */
export interface McpTransport {
  readonly transport: Transport;
  /** Whom trouble on the line concerns: the one request it belongs to, or everybody who waits. */
  readonly troubles: 'one' | 'all';
  /** Says goodbye, where a server wants to hear it. */
  leave?(): Promise<void>;
}
