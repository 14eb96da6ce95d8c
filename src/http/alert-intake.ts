import type { FastifyError, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { KeyAccess, KeyHolder } from '../access/access.ts';
import type { AlertSeverity } from '../alerts/alert-event.ts';
import type { AlertMapping } from '../alerts/alert-mapping.ts';
import { isSourceName } from '../alerts/source-name.ts';
import type { Result } from '../core/result.ts';
import type { Secret } from '../core/secret.ts';
import { isSignedReport, mayDeliver, presentedKey, toStrings } from './alert-auth.ts';
import { createReportTaker, type ReportContent, type ReportTakerOptions } from './take-report.ts';
import type { UnauthorizedLog } from './unauthorized-log.ts';

interface ReportRequest {
  readonly source: string;
  readonly body: string;
  readonly query: Readonly<Record<string, string>>;
  readonly mapping?: AlertMapping | undefined;
  readonly now: number;
}

type DirectRequest = Pick<ReportRequest, 'source' | 'body' | 'now'>;

/** A source as it is configured. */
interface Source {
  readonly severity?: AlertSeverity | undefined;
  readonly hmac?: Secret | undefined;
  readonly mapping?: AlertMapping | undefined;
}

export interface AlertIntakeOptions extends ReportTakerOptions {
  readonly access: KeyAccess;
  readonly sources: ReadonlyMap<string, Source>;
  readonly readReport: (request: ReportRequest) => Result<ReportContent, string>;
  readonly readPrometheus: (request: DirectRequest) => Result<ReportContent, string>;
  readonly readPagerDuty: (request: DirectRequest) => Result<ReportContent, string>;
  /** Returns the key in the body of an event for PagerDuty. */
  readonly routingKeyOf: (body: string) => string | undefined;
  readonly recordUnauthorized: UnauthorizedLog;
}

const MAX_BYTES = 256 * 1024;

/**
 * POST /hooks/NAME, for the webhooks of monitoring tools; POST /api/v2/alerts, for Prometheus itself; POST /v2/enqueue, for what
 * speaks to PagerDuty. Without a valid key all of them look like paths that do not exist.
 */
export const alertIntake: FastifyPluginAsync<AlertIntakeOptions> = async (app, options) => {
  const { access, sources, clock, recordUnauthorized, countReport } = options;
  const { take, countUnreadable } = createReportTaker(options);
  const holders = new WeakMap<FastifyRequest, KeyHolder>();

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: MAX_BYTES },
    (_request, body, done) => done(null, body),
  );

  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const { statusCode = 500 } = error;
    if (statusCode < 500) return refuseBody(statusCode, request, reply);
    request.log.error({ err: error }, 'a report could not be taken');
    return reply.code(503).send('');
  });

  function refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    countReport?.('unauthorized');
    recordUnauthorized(request.ip, 'alert key');
    // The rest of a body is not read. Also where there is none, it looks the same.
    return reply.code(404).header('connection', 'close').send('');
  }

  /** Without a key it must not show that the path exists. */
  async function refuseBody(statusCode: number, request: FastifyRequest, reply: FastifyReply) {
    const holder = holders.get(request);
    if (!holder) return refuse(request, reply);
    const isLarge = statusCode === 413;
    const { source = holder.source ?? holder.name } = toStrings(request.params);
    if (isLarge) await countUnreadable(source, 'too_large', 'too large');
    else await countUnreadable(source, 'unreadable', 'broken request');
    return reply.code(isLarge ? 413 : 400).send('');
  }

  const configOf = (source: string | undefined): Source =>
    (source === undefined ? undefined : sources.get(source)) ?? {};

  /** Before the body is read; but a signature is over the body. */
  async function authenticate(request: FastifyRequest, reply: FastifyReply) {
    const { source } = toStrings(request.params);
    const key = presentedKey(request);
    const holder = key && (await access.authenticate(key.text));
    if (holder && mayDeliver(holder, source, key.isInQuery)) {
      holders.set(request, holder);
      return undefined;
    }
    const isSigned = request.headers['x-grafana-alerting-signature'] !== undefined;
    const mayBeGenuine = isSigned && configOf(source).hmac && isSourceName(source ?? '');
    return mayBeGenuine ? undefined : refuse(request, reply);
  }

  function isGenuine(request: FastifyRequest, { hmac }: Source): boolean {
    if (holders.has(request)) return true;
    const { headers, body } = request;
    return (
      hmac !== undefined &&
      isSignedReport({ headers, body: toBuffer(body), now: clock.now() }, hmac)
    );
  }

  app.route<{ Params: { source: string } }>({
    method: ['POST', 'GET'],
    url: '/hooks/:source',
    exposeHeadRoute: false, // it would deliver as GET does
    onRequest: authenticate,
    async handler(request, reply) {
      const { source } = request.params;
      const config = configOf(source);
      if (!isGenuine(request, config)) return refuse(request, reply);
      const { token: _, ...query } = toStrings(request.query);
      const { mapping, severity } = config;
      const body = toBuffer(request.body).toString();
      const read = () => options.readReport({ source, body, query, mapping, now: clock.now() });
      const taken = await take({ source, read, severity }, reply);
      return taken ? reply.code(202).send('') : reply;
    },
  });

  app.post('/api/v2/alerts', { onRequest: authenticate }, async (request, reply) => {
    const { source = 'prometheus' } = holders.get(request) ?? {};
    const { severity } = configOf(source);
    const body = toBuffer(request.body).toString();
    const read = () => options.readPrometheus({ source, body, now: clock.now() });
    const taken = await take({ source, read, severity }, reply);
    return taken ? reply.code(200).send('') : reply;
  });

  /** The key stands in the body. */
  async function holderOf(body: string): Promise<KeyHolder | undefined> {
    const key = options.routingKeyOf(body);
    const holder = key === undefined ? undefined : await access.authenticate(key);
    return holder && mayDeliver(holder, undefined, true) ? holder : undefined;
  }

  app.post('/v2/enqueue', async (request, reply) => {
    const body = toBuffer(request.body).toString();
    const holder = await holderOf(body);
    if (!holder) return refuse(request, reply);
    const { source = 'pagerduty' } = holder;
    const { severity } = configOf(source);
    const read = () => options.readPagerDuty({ source, body, now: clock.now() });
    const taken = await take({ source, read, severity }, reply);
    if (!taken) return reply;
    const [event] = taken;
    const key = event && { dedup_key: event.key };
    return reply.code(202).send({ status: 'success', message: 'Event processed', ...key });
  });
};

const toBuffer = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));
