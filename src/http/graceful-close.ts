import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/**
 * Closes the server gracefully: requests under way are answered, then all connections are closed: idle
 * ones, clients that do not read, senders of half a request. Without this any of them could delay the
 * stop for minutes.
 */
export function closeGracefully(app: FastifyInstance): void {
  const answering = new Set<ServerResponse>();
  let isStopping = false;

  function closeWhenDone(): void {
    if (isStopping && answering.size === 0) setImmediate(() => app.server.closeAllConnections());
  }

  app.addHook('preHandler', (_request, { raw }, done) => {
    answering.add(raw);
    if (isStopping) announceClose(raw);
    raw.on('close', () => {
      answering.delete(raw);
      closeWhenDone();
    });
    done();
  });
  app.addHook('preClose', async () => {
    isStopping = true;
    for (const response of answering) announceClose(response);
    closeWhenDone();
  });
}

function announceClose(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
