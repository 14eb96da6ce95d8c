import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { PhoneEvent } from './phone-message.ts';

const KEEP_OPEN_MS = 15_000;

/** A reader this far behind is gone or suspended; it receives the whole state again when it reconnects. */
const MAX_UNREAD_BYTES = 1024 * 1024;

/** Streams server-sent events: first the state, then every change. */
export function streamEvents(
  app: FastifyInstance,
  path: string,
  state: () => object,
  on: (listener: (event: PhoneEvent) => void) => () => void,
): void {
  const readers = new Set<ServerResponse>();

  app.get(path, (_request, reply) => {
    reply.hijack();
    const { raw } = reply;
    for (const [name, value = ''] of Object.entries(reply.getHeaders())) raw.setHeader(name, value);
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'close', // a kept-alive connection would delay the stop of the server
    });
    const write = (name: string, data: unknown): void => {
      if (raw.writableLength > MAX_UNREAD_BYTES) raw.destroy();
      else raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    };
    write('state', state());
    const off = on((event) => write(event.kind, dataOf(event)));
    const beat = setInterval(() => raw.write(': still here\n\n'), KEEP_OPEN_MS);
    readers.add(raw);
    raw.once('close', () => {
      clearInterval(beat);
      off();
      readers.delete(raw);
    });
    raw.on('error', () => raw.destroy());
  });

  // A stream never ends by itself, and a closing server waits for open ones.
  app.addHook('preClose', async () => {
    for (const reader of readers) reader.end();
  });
}

function dataOf(event: PhoneEvent): unknown {
  switch (event.kind) {
    case 'bubble':
      return event.message;
    case 'typing':
      return { number: event.number, on: event.on };
    case 'switches':
      return event.switches;
    case 'total':
      return event.total;
    default:
      return event satisfies never;
  }
}
