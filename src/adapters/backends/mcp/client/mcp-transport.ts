import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';

/** A transport to a server, not yet opened. */
export interface McpTransport {
  readonly transport: Transport;
  /** The requests that an error of the transport fails: the one it belongs to, or all that wait. */
  readonly errorScope: 'one' | 'all';
  /** Ends the session at servers that support it. */
  readonly terminate?: () => Promise<void>;
}
