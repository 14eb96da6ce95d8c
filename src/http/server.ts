import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  LogController,
} from 'fastify';
import { type DeliveryStatusOptions, deliveryStatus } from './delivery-status.ts';
import { type HealthOptions, health } from './health.ts';
import { type InfoOptions, info } from './info.ts';
import { type MetricsOptions, metrics } from './metrics.ts';
import { stopPromptly } from './prompt-stop.ts';
import { type TwilioWebhookOptions, twilioWebhook } from './twilio-webhook.ts';

interface ServerOptions {
  readonly log: FastifyBaseLogger;
  readonly twilio: TwilioWebhookOptions;
  readonly delivery: DeliveryStatusOptions;
  readonly health: HealthOptions;
  readonly metrics: MetricsOptions;
  readonly info: InfoOptions;
}

const BODY_LIMIT_BYTES = 64 * 1024;

/** The HTTP face. What goes wrong outside a route says nothing about the inside. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    // Fastify calls this for an address it cannot read, before any route or error handler is chosen.
    frameworkErrors: (_error, _request, { raw }) => {
      raw.writeHead(400, { 'content-type': 'application/json; charset=utf-8' });
      raw.end('{"error":"bad request"}');
    },
  });

  stopPromptly(app);

  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'not found' }));
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode && error.statusCode < 500 ? error.statusCode : 500;
    if (status === 500) request.log.error({ err: error }, 'a request failed');
    return reply.code(status).send({ error: status === 500 ? 'internal error' : 'bad request' });
  });

  await app.register(twilioWebhook, options.twilio);
  await app.register(deliveryStatus, options.delivery);
  await app.register(health, options.health);
  await app.register(metrics, options.metrics);
  await app.register(info, options.info);
  return app;
}
