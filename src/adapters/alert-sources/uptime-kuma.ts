import type { AlertApi, SourceAlert, SourceAlertState } from '../../alerts/alert-source.ts';
import type { Clock } from '../../core/clock.ts';
import { ok } from '../../core/result.ts';
import { toAlertEvent } from '../alert-formats/to-alert-event.ts';
import { uptimeKuma } from '../alert-formats/uptime-kuma.ts';
import type { Api } from '../http-client/json-api.ts';
import { hasMetric, type MetricSample, readNumber, readSamples } from './metric-lines.ts';
import { unreadable } from './unreadable.ts';

interface Options {
  readonly source: string;
  readonly api: Api;
  readonly clock: Pick<Clock, 'now'>;
}

const STATUS = 'monitor_status';

/** After a start a monitor is missing until its first check, which may be an hour later. */
const FILLED_AFTER_MS = 60 * 60_000;

/** Creates the access to the metrics of Uptime Kuma. Those of version 1 have no ids of monitors. */
export function createUptimeKuma({ source, api, clock }: Options): AlertApi {
  return {
    source,
    async read() {
      const text = await api.ask('/metrics', { asText: true, headers: { accept: 'text/plain' } });
      if (!text.ok) return text;
      if (typeof text.value !== 'string' || !hasMetric(text.value, STATUS)) {
        return unreadable(api.service, 'no metrics of monitors');
      }
      const now = clock.now();
      const { samples, isWhole } = readSamples(text.value, STATUS);
      const read = samples.map((sample) => readSample(sample, { source, now }));
      const alerts = oncePerKey(read.flatMap((alert) => alert ?? []));
      const startedSec = readNumber(text.value, 'process_start_time_seconds');
      const startedAt = startedSec === undefined ? undefined : Math.floor(startedSec * 1000);
      const isFilled = startedAt !== undefined && now - startedAt >= FILLED_AFTER_MS;
      return ok({
        ...{ alerts, startedAt, mayBePaused: true },
        isWhole: isWhole && isFilled && read.every((alert) => alert !== undefined),
        isByName: samples.some(({ labels }) => !labels.has('monitor_id')),
      });
    },
  };
}

/** Down, up, pending and in maintenance: the last two say nothing about the outage before. */
const STATES: ReadonlyMap<number, SourceAlertState> = new Map([
  [0, 'firing'],
  [1, 'well'],
]);

function readSample(
  { labels, value }: MetricSample,
  from: { readonly source: string; readonly now: number },
): SourceAlert | undefined {
  const [id, name, type] = ['monitor_id', 'monitor_name', 'monitor_type'].map((label) =>
    labels.get(label),
  );
  if (name === undefined) return undefined;
  const state = STATES.get(value) ?? 'unclear';
  // As its report would be, so that both have the same key.
  const heartbeat = { status: String(value), msg: state === 'well' ? 'up' : 'down' };
  const body = { heartbeat, monitor: { id, name, type }, msg: '' };
  const read = uptimeKuma.read(body, { text: '', now: from.now });
  const [alert] = read.ok ? read.value.alerts : [];
  return alert && { state, event: toAlertEvent(alert, from) };
}

/** Two monitors of one name cannot be told apart: nothing is said about either. */
const oncePerKey = (alerts: readonly SourceAlert[]): readonly SourceAlert[] =>
  [...Map.groupBy(alerts, ({ event }) => event.key).values()].flatMap(([first, ...others]) =>
    first && others.length > 0 ? [{ ...first, state: 'unclear' }] : (first ?? []),
  );
