import type { FastifyInstance } from 'fastify';

/**
 * Closes the server gracefully: requests under way are answered, then all connections are closed: idle
 * ones, clients that do not read, senders of half a request. Without this any of them could delay the
 * stop for minutes.
 */
export function closeGracefully(app: FastifyInstance): void {
  const answering = new Set<object>();
  let isStopping = false;

  function closeWhenDone(): void {
    if (isStopping && answering.size === 0) setImmediate(() => app.server.closeAllConnections());
  }

  app.addHook('preHandler', ({ raw }, reply, done) => {
    answering.add(raw);
    reply.raw.once('close', () => {
      answering.delete(raw);
      closeWhenDone();
    });
    done();
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isStopping) reply.header('connection', 'close');
    done();
  });
  app.addHook('preClose', async () => {
    isStopping = true;
    closeWhenDone();
  });
}
