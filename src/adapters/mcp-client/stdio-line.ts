import type { Line } from './line.ts';
import type { StdioReach } from './reach.ts';

/** A program of ours. It gets what its entry names, and of our own environment next to nothing. */
export async function openStdioLine(
  reach: StdioReach,
  maxBytes: number,
  mutters: (words: string) => void,
): Promise<Line> {
  const sdk = await import('@modelcontextprotocol/sdk/client/stdio.js');
  const { command, args, env, cwd } = reach;
  const transport = new sdk.StdioClientTransport({
    command,
    args: [...args],
    env: Object.fromEntries([...env].map(([name, value]) => [name, value.reveal()])),
    stderr: 'pipe',
    maxBufferSize: maxBytes,
    ...(cwd !== undefined && { cwd }),
  });
  transport.stderr?.on('data', (chunk: Buffer) => mutters(chunk.toString()));
  // Lines that are no messages are banners; when the program ends, so does the session.
  return { transport, troubles: 'nobody' };
}
