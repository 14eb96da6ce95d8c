import type { FastifyInstance } from 'fastify';

/**
 * A server that stops answers what it has begun, and then hangs up: on lines kept open, on readers
 * of nothing, on senders of half a request. Without this any of them could hold it up for minutes.
 */
export function closeGracefully(app: FastifyInstance): void {
  const answering = new Set<object>();
  let isStopping = false;

  function hangUpWhenDone(): void {
    if (isStopping && answering.size === 0) setImmediate(() => app.server.closeAllConnections());
  }

  app.addHook('preHandler', ({ raw }, reply, done) => {
    answering.add(raw);
    reply.raw.once('close', () => {
      answering.delete(raw);
      hangUpWhenDone();
    });
    done();
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isStopping) reply.header('connection', 'close');
    done();
  });
  app.addHook('preClose', async () => {
    isStopping = true;
    hangUpWhenDone();
  });
}
