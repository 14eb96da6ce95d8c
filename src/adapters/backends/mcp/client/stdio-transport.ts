import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { createLineReader } from './bounded-lines.ts';
import type { StdioEndpoint } from './endpoint.ts';
import type { LineBounds } from './http-transport.ts';
import type { McpTransport } from './mcp-transport.ts';
import { type Program, startProgram } from './program.ts';

/** A program of ours. It gets what its entry names, and of our own environment next to nothing. */
export async function openStdioTransport(
  reach: StdioEndpoint,
  { maxBytes }: Pick<LineBounds, 'maxBytes'>,
  mutters: (words: string) => void,
): Promise<McpTransport> {
  const [{ getDefaultEnvironment }, { deserializeMessage, serializeMessage }] = await Promise.all([
    import('@modelcontextprotocol/sdk/client/stdio.js'),
    import('@modelcontextprotocol/sdk/shared/stdio.js'),
  ]);
  const { command, args, cwd } = reach;
  const named = [...reach.env].map(([name, value]) => [name, value.reveal()] as const);
  const env = { ...getDefaultEnvironment(), ...Object.fromEntries(named) };
  let program: Program | undefined;

  const read = createLineReader(maxBytes, (line) => {
    const message = messageIn(line, deserializeMessage);
    if (message) transport.onmessage?.(message);
  });

  function take(chunk: Buffer): void {
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
      child.stdout.on('data', take);
      child.stderr.on('data', (chunk: Buffer) => mutters(chunk.toString()));
      child.once('close', () => {
        program = undefined;
        void end(); // there may be others left in its group
        transport.onclose?.();
      });
    },

    async send(message) {
      if (!program) throw new Error('Not connected');
      program.child.stdin.write(serializeMessage(message));
    },

    async close() {
      program?.child.stdout.off('data', take);
      await program?.end();
    },
  };
  return { transport, troubles: 'all' };
}

/** A banner without an end of line is no longer than this. */
const MAX_BANNER_LENGTH = 2000;

/** Lines that are no messages are banners, and some have a message glued to them. */
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
