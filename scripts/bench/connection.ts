import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A persistent connection, used as a carrier uses it: a request, its answer, the next request. */
export interface Connection extends Disposable {
  /** Returns the body of the answer. Anything but a 200 throws: it would cost less than the real work. */
  readonly request: (request: Buffer) => Promise<string>;
}

export async function openConnection(port: number): Promise<Connection> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await once(socket, 'connect');
  return {
    request: (request) => answerOn(socket, request),
    [Symbol.dispose]: () => socket.destroy(),
  };
}

function answerOn(socket: Socket, request: Buffer): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let received = '';
  const onData = (chunk: Buffer) => {
    received += chunk.toString('latin1'); // one character per byte
    const body = bodyOf(received);
    if (body === undefined) return;
    stopListening();
    if (received.startsWith('HTTP/1.1 200 ')) resolve(body);
    else reject(new Error(received));
  };
  const onClose = () => {
    stopListening();
    reject(new Error(`the server closed the connection after: ${received}`));
  };
  const stopListening = () => socket.off('data', onData).off('close', onClose);
  socket.on('data', onData).on('close', onClose).write(request);
  return promise;
}

/** Returns the body once it is complete. */
function bodyOf(received: string): string | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const length = Number(/content-length: (\d+)/i.exec(received.slice(0, headEnd))?.[1]);
  const body = received.slice(headEnd + 4);
  return body.length >= length ? Buffer.from(body, 'latin1').toString() : undefined;
}
