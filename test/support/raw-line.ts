import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What came over one line until the other side hung up. */
export async function heardUntilClosed(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => {}); // being hung up on in the middle of a word is one way to be refused
  if (!socket.closed) await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

/** Say this, as it is, and listen until the other side hangs up. */
export async function shout(address: string, words: string | Buffer): Promise<string> {
  const { port, hostname } = new URL(address);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(words);
  return heardUntilClosed(socket);
}
