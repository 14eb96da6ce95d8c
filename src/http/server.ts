import type { AddressInfo } from 'node:net';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  LogController,
} from 'fastify';
import type { Clock } from '../core/clock.ts';
import { type AlertIntakeOptions, alertIntake } from './alert-intake.ts';
import { limitConnections } from './connection-limit.ts';
import { type DeliveryStatusOptions, deliveryStatus } from './delivery-status.ts';
import { closeGracefully } from './graceful-close.ts';
import { type HealthOptions, health } from './health.ts';
import { info } from './info.ts';
import { asServerOptions, LIMITS, type Limits } from './limits.ts';
import { type MetricsOptions, metrics } from './metrics.ts';
import { refuseOnSocket, SECURITY_HEADERS } from './security-headers.ts';
import { type TwilioWebhookOptions, twilioWebhook } from './twilio-webhook.ts';
import { createUnauthorizedLog } from './unauthorized-log.ts';

interface ServerOptions {
  readonly log: FastifyBaseLogger;
  readonly clock: Clock;
  readonly twilio: Omit<TwilioWebhookOptions, 'recordUnauthorized' | 'hold'>;
  readonly delivery: Omit<DeliveryStatusOptions, 'recordUnauthorized' | 'hold'>;
  readonly health: HealthOptions;
  readonly metrics?: MetricsOptions;
  readonly alerts?: Omit<AlertIntakeOptions, 'recordUnauthorized' | 'clock'>;
  /** Overrides for the usual limits. */
  readonly limits?: Partial<Limits>;
}

/** An address is a text only where the server listens on a Unix socket. */
const isAddress = (address: AddressInfo | string): address is AddressInfo =>
  typeof address !== 'string';

/** Creates the HTTP server. Errors outside a route reveal nothing internal. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const limits = { ...LIMITS, ...options.limits };
  const app = Fastify({
    // Requests log here. With a logger of its own, Fastify would listen to each response for a line that nobody reads.
    childLoggerFactory: () => options.log,
    logController: new LogController({ disableRequestLogging: true }),
    ...asServerOptions(limits),
    clientErrorHandler: refuseOnSocket,
    // Fastify calls this for an address it cannot read, before any route or error handler is chosen.
    frameworkErrors: (_error, _request, { raw }) => {
      raw.writeHead(400, {
        ...SECURITY_HEADERS,
        'content-type': 'application/json; charset=utf-8',
      });
      raw.end('{"error":"bad request"}');
    },
  });
  app.server.maxHeadersCount = limits.headers;
  const { use, hold } = limitConnections(app.server, limits.maxConnections);

  closeGracefully(app);
  app.addHook('onListen', async () => {
    for (const { address, family, port } of app.addresses().filter(isAddress)) {
      const host = family === 'IPv6' ? `[${address}]` : address;
      options.log.info(`Server listening at http://${host}:${port}`);
    }
  });
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(SECURITY_HEADERS); // before anything else is decided about the response
    done();
  });
  app.addHook('preHandler', ({ raw }, _reply, done) => {
    use(raw.socket);
    done();
  });

  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'not found' }));
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode && error.statusCode < 500 ? error.statusCode : 500;
    if (status === 500) request.log.error({ err: error }, 'a request failed');
    return reply.code(status).send({ error: status === 500 ? 'internal error' : 'bad request' });
  });

  const recordUnauthorized = createUnauthorizedLog(options);
  await app.register(twilioWebhook, { ...options.twilio, recordUnauthorized, hold });
  await app.register(deliveryStatus, { ...options.delivery, recordUnauthorized, hold });
  await app.register(health, options.health);
  if (options.metrics) await app.register(metrics, options.metrics);
  if (options.alerts) {
    await app.register(alertIntake, {
      ...options.alerts,
      recordUnauthorized,
      clock: options.clock,
    });
  }
  await app.register(info);
  return app;
}
