import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { createLineReader } from './bounded-lines.ts';
import type { StdioEndpoint } from './endpoint.ts';
import type { TransportBounds } from './http-transport.ts';
import type { McpTransport } from './mcp-transport.ts';
import { type Program, startProgram } from './program.ts';

/** Starts a program as the server. It gets the variables of its entry, and next to nothing of our own environment. */
export async function openStdioTransport(
  endpoint: StdioEndpoint,
  { maxBytes }: Pick<TransportBounds, 'maxBytes'>,
  onStderr: (words: string) => void,
): Promise<McpTransport> {
  const [{ getDefaultEnvironment }, { deserializeMessage, serializeMessage }] = await Promise.all([
    import('@modelcontextprotocol/sdk/client/stdio.js'),
    import('@modelcontextprotocol/sdk/shared/stdio.js'),
  ]);
  const { command, args, cwd } = endpoint;
  const entries = [...endpoint.env].map(([name, value]) => [name, value.reveal()] as const);
  const env = { ...getDefaultEnvironment(), ...Object.fromEntries(entries) };
  let program: Program | undefined;

  const read = createLineReader(maxBytes, (line) => {
    const message = messageIn(line, deserializeMessage);
    if (message) transport.onmessage?.(message);
  });

  function readChunk(chunk: Buffer): void {
    try {
      read(chunk);
    } catch (cause) {
      transport.onerror?.(cause instanceof Error ? cause : new Error(String(cause)));
      void transport.close();
    }
  }

  const transport: Transport = {
    async start() {
      program = await startProgram({ command, args, env, cwd });
      const { child, end } = program;
      child.stdout.on('data', readChunk);
      child.stderr.on('data', (chunk: Buffer) => onStderr(chunk.toString()));
      child.once('close', () => {
        program = undefined;
        void end(); // other processes of its group may be left
        transport.onclose?.();
      });
    },

    async send(message) {
      if (!program) throw new Error('Not connected');
      program.child.stdin.write(serializeMessage(message));
    },

    async close() {
      program?.child.stdout.off('data', readChunk);
      await program?.end();
    },
  };
  return { transport, errorScope: 'all' };
}

/** The longest banner without a line end before a message. */
const MAX_BANNER_LENGTH = 2000;

/** Reads a message from a line. Other lines are banners, some with a message appended to them. */
function messageIn(
  line: string,
  deserialize: (line: string) => JSONRPCMessage,
): JSONRPCMessage | undefined {
  const start = line.slice(0, MAX_BANNER_LENGTH).indexOf('{"');
  try {
    return deserialize(start > 0 ? line.slice(start) : line);
  } catch {
    return undefined;
  }
}
