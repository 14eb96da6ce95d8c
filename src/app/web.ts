import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { StorageHealth } from '../adapters/storage/relay-storage.ts';
import type { Area } from '../areas/shared/area.ts';
import type { UnconfiguredArea } from '../areas/shared/build-menu.ts';
import { describeHealth } from '../areas/shared/health.ts';
import type { Config } from '../config/config.ts';
import type { Clock } from '../core/clock.ts';
import { StorageUnreachable } from '../core/storage-unreachable.ts';
import { createServer } from '../http/server.ts';
import { createSignatureCheck } from '../http/twilio-signature.ts';
import type { WebhookWatch } from '../http/twilio-webhook.ts';
import type { InboundHandler } from '../inbox/handle-inbound.ts';
import type { PersonId } from '../people/person.ts';
import { countGsm7 } from '../sms/gsm7.ts';
import type { TextBudget } from '../spending/text-budget.ts';
import { describeReplicas } from '../store/describe-replicas.ts';
import type { Leadership } from '../store/leadership.ts';
import { describeSources } from './guessed-sources.ts';
import type { createMetrics } from './metrics.ts';
import type { Monitoring } from './monitoring.ts';
import type { Outgoing } from './outgoing.ts';

interface Dependencies {
  readonly config: Config;
  readonly version: string;
  readonly inbound: InboundHandler;
  readonly alerts: Monitoring['web'];
  readonly outgoing: Outgoing;
  /** Ends what somebody had begun who is locked out. */
  readonly endSession: (person: PersonId) => Promise<void>;
  readonly areas: readonly Area[];
  readonly absences: readonly UnconfiguredArea[];
  readonly connected: Parameters<typeof describeSources>[0];
  readonly storage: StorageHealth;
  readonly instance: () => string;
  readonly leadership: Leadership;
  readonly metrics: ReturnType<typeof createMetrics>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Creates everything that is reached by HTTP. */
export function createWeb(dependencies: Dependencies): Promise<FastifyInstance> {
  const { config, version, inbound, outgoing, metrics, storage, leadership, clock, log } =
    dependencies;
  const { twilio, http, people, isDemo, metricsToken } = config;
  const { texts } = metrics;
  const isSigned = createSignatureCheck(twilio.authTokens, http.publicUrl);
  const account = { sid: twilio.accountSid, phoneNumber: twilio.phoneNumber };
  const startedAt = clock.steady();

  async function health() {
    const { areas, absences, connected } = dependencies;
    const [state, problems] = await Promise.all([
      outgoing.describe().catch(describeOutage),
      storage.problems(),
    ]);
    const { wrong, replica } = describeReplicas(leadership);
    return {
      version,
      uptimeSec: Math.floor((clock.steady() - startedAt) / 1000),
      demo: isDemo,
      ...describeHealth({ areas, absences, texts: state, storage: [...problems, ...wrong] }),
      ...(replica && { replica }),
      ...describeSources(connected),
    };
  }

  const { onReport } = outgoing.dispatcher;
  return createServer({
    log,
    clock,
    twilio: {
      ...{ isSigned, account },
      personAt: people.at,
      answer: inbound.handle,
      onSuspended: dependencies.endSession,
      onResponseSent: inbound.onResponseSent,
      watch: countCosts(texts, outgoing.budget),
    },
    delivery: { isSigned, account, onReport, countReport: texts.countReport },
    health: { health, instance: dependencies.instance, obstacle: storage.obstacle },
    metrics: { token: metricsToken, expose: metrics.expose },
    alerts: dependencies.alerts,
  });
}

/** The texts of the relay while its database is down. */
function describeOutage(cause: unknown): readonly string[] {
  if (!(cause instanceof StorageUnreachable)) throw cause;
  return ['unknown: the database cannot be reached'];
}

/** Lets the costs of texts and of answers in responses be counted too. */
const countCosts = (watch: WebhookWatch, { count }: Pick<TextBudget, 'count'>): WebhookWatch => ({
  countMessage: watch.countMessage,
  onReceived(text) {
    watch.onReceived(text);
    count({ channel: text.from.channel, media: text.media, segments: text.segments }, 'in');
  },
  onReplied(to, reply, tookMs) {
    watch.onReplied(to, reply, tookMs);
    const { text, segments } = reply;
    if (text === undefined) return;
    const billed = { channel: to.from.channel, media: 0 };
    count({ ...billed, segments: segments ?? countGsm7(text).segments }, 'out');
  },
});
