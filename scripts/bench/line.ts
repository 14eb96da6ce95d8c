import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One kept-open connection, used as a carrier uses it: a request, its answer, the next request. */
export interface Line extends Disposable {
  /** The body of the answer. Anything but a 200 is an error: it would be cheaper than the work. */
  readonly ask: (request: Buffer) => Promise<string>;
}

export async function openLine(port: number): Promise<Line> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await once(socket, 'connect');
  return {
    ask: (request) => answerOn(socket, request),
    [Symbol.dispose]: () => socket.destroy(),
  };
}

function answerOn(socket: Socket, request: Buffer): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let heard = '';
  const hear = (chunk: Buffer) => {
    heard += chunk.toString('latin1'); // a character a byte
    const body = bodyOf(heard);
    if (body === undefined) return;
    hangUp();
    if (heard.startsWith('HTTP/1.1 200 ')) resolve(body);
    else reject(new Error(heard));
  };
  const fail = () => {
    hangUp();
    reject(new Error(`the server hung up after: ${heard}`));
  };
  const hangUp = () => socket.off('data', hear).off('close', fail);
  socket.on('data', hear).on('close', fail).write(request);
  return promise;
}

/** The body, once all of it is there. */
function bodyOf(heard: string): string | undefined {
  const headEnd = heard.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const length = Number(/content-length: (\d+)/i.exec(heard.slice(0, headEnd))?.[1]);
  const body = heard.slice(headEnd + 4);
  return body.length >= length ? Buffer.from(body, 'latin1').toString() : undefined;
}
