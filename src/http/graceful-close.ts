import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/**
 * A response under way; empty at its end. Sets leave behind parts of themselves, in which V8 finds what they held until a full
 * collection: that must not be whole requests.
 */
interface UnderWay {
  response: ServerResponse | undefined;
}

/**
 * Closes the server gracefully: requests under way are answered, then all connections are closed: idle
 * ones, clients that do not read, senders of half a request. Without this any of them could delay the
 * stop for minutes.
 */
export function closeGracefully(app: FastifyInstance): void {
  const answering = new Set<UnderWay>();
  let isStopping = false;

  function closeWhenDone(): void {
    if (isStopping && answering.size === 0) setImmediate(() => app.server.closeAllConnections());
  }

  app.addHook('preHandler', (_request, { raw }, done) => {
    const one: UnderWay = { response: raw };
    answering.add(one);
    if (isStopping) announceClose(one);
    raw.on('close', () => {
      answering.delete(one);
      one.response = undefined;
      closeWhenDone();
    });
    done();
  });
  app.addHook('preClose', async () => {
    isStopping = true;
    for (const one of answering) announceClose(one);
    closeWhenDone();
  });
}

function announceClose({ response }: UnderWay): void {
  if (response?.headersSent === false) response.setHeader('connection', 'close');
}
