import { createSourceMeters } from '../adapters/prometheus/alert-sources.ts';
import { createAlertMeters, registerAlerts } from '../adapters/prometheus/alerts.ts';
import { createCallMeters, registerAreas } from '../adapters/prometheus/backends.ts';
import { createQuestionMeters, registerBudget } from '../adapters/prometheus/claude.ts';
import { createHeartbeatMeters } from '../adapters/prometheus/heartbeats.ts';
import { registerOutbox } from '../adapters/prometheus/outbox.ts';
import { type ProcessMetrics, registerProcess } from '../adapters/prometheus/process-metrics.ts';
import { createMeters, type Exposition } from '../adapters/prometheus/registry.ts';
import { registerReplicas } from '../adapters/prometheus/replicas.ts';
import { registerTextCosts } from '../adapters/prometheus/text-costs.ts';
import { createTextMeters } from '../adapters/prometheus/texts.ts';
import type { Area } from '../areas/shared/area.ts';
import type { SpendLedger } from '../assistant/budget.ts';
import { AREA_NAMES } from '../config/areas.ts';
import type { Config } from '../config/config.ts';
import type { Clock } from '../core/clock.ts';
import type { LocalTime } from '../core/local-time.ts';
import { OPTED_OUT } from '../outbox/carrier-errors.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Suppressions } from '../outbox/suppressions.ts';
import type { TextBudget } from '../spending/text-budget.ts';
import type { Leadership } from '../store/leadership.ts';
import type { WatchedServer } from './areas.ts';

interface Dependencies {
  readonly config: Config;
  readonly version: string;
  readonly vitals: ProcessMetrics | undefined;
  readonly clock: Clock;
  readonly log: { error(details: object, message: string): void };
  readonly cleanup: AsyncDisposableStack;
}

/** The parts whose state is reported, available once the app is composed. */
interface ReportedParts {
  readonly areas: readonly Area[];
  readonly watchedServers: readonly WatchedServer[];
  readonly outbox: Pick<Outbox, 'count' | 'handedSince'>;
  readonly suppressions: Pick<Suppressions, 'all'>;
  readonly ledger: SpendLedger;
  readonly budget: Pick<TextBudget, 'ofMonth' | 'limitMicros'>;
  readonly leadership: Pick<Leadership, 'describe'>;
  readonly time: LocalTime;
  readonly countOpenAlerts: Parameters<typeof registerAlerts>[1];
}

/** The label values of call metrics: the areas, and `lent` for servers that only the assistant uses. */
const CALL_AREAS = [...AREA_NAMES, 'lent'] as const;

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Creates the counters for the other parts, and their exposition for Prometheus. */
export function createMetrics({ config, version, vitals, clock, log, cleanup }: Dependencies) {
  const meters = createMeters(log);
  const startedAt = clock.now();
  cleanup.use(registerProcess({ meters, vitals, version, isDemo: config.isDemo, startedAt }));

  return {
    texts: createTextMeters(meters),
    countReport: createAlertMeters(meters),
    countSource: createSourceMeters(meters),
    countHeartbeat: createHeartbeatMeters(meters),
    calls: createCallMeters(meters, CALL_AREAS),
    questions: config.assistant && createQuestionMeters(meters),
    expose: (): Promise<Exposition> => meters.expose(),

    registerState({
      areas,
      watchedServers,
      outbox,
      suppressions,
      ledger,
      budget,
      leadership,
      time,
      countOpenAlerts,
    }: ReportedParts): void {
      registerAreas({
        meters,
        areas: CALL_AREAS,
        states: () => areas.map((area) => ({ name: area.info.name, ...area.health() })),
        behind: watchedServers,
        now: () => clock.now(),
      });
      registerOutbox({
        meters,
        count: () => outbox.count(clock.now() - DAY_MS),
        handed: async () => (await outbox.handedSince(clock.now() - HOUR_MS)).texts,
        textsPerHour: config.textsPerHour,
        async suppressed() {
          const all = await suppressions.all();
          const optedOut = all.filter(({ code }) => code === OPTED_OUT).length;
          return { 'opted-out': optedOut, undeliverable: all.length - optedOut };
        },
      });
      registerTextCosts(meters, budget);
      registerReplicas({ meters, describe: leadership.describe });
      registerAlerts(meters, countOpenAlerts);
      if (!config.assistant) return;
      const { dayMicros } = config.assistant;
      const spentToday = () => ledger.spent(time.today());
      registerBudget({ meters, spentToday, dayMicros, isOff: () => ledger.isOff() });
    },
  };
}
