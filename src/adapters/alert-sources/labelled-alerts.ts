import { z } from 'zod';
import type { SourceAlert, SourceAlertState } from '../../alerts/alert-source.ts';
import type { Clock } from '../../core/clock.ts';
import { type LabelledAlert, readLabelledAlerts } from '../alert-formats/labelled-alert.ts';
import { MAX_ALERTS, type ReportedAlert } from '../alert-formats/report.ts';
import { toAlertEvent } from '../alert-formats/to-alert-event.ts';
import type { Api } from '../http-client/json-api.ts';

const Listed = z.looseObject({
  fingerprint: z.string().min(1),
  labels: z.record(z.string(), z.string()),
  receivers: z.array(z.object({ name: z.string() })),
  status: z.object({
    state: z.enum(['active', 'suppressed', 'unprocessed']),
    /** The intervals in which its route tells nobody. */
    mutedBy: z.array(z.string()).default([]),
  }),
});
type Listed = z.infer<typeof Listed>;

/** The alerts that expired are in no list; the others are, whether anybody is told of them or not. */
export const ALERTS =
  '/api/v2/alerts?active=true&silenced=true&inhibited=true&unprocessed=true&muted=true';

/** The API of a source, and what its owner set for it. */
export interface LabelledApiOptions {
  readonly source: string;
  readonly api: Api;
  /** Only alerts that go to this receiver begin here. */
  readonly receiver?: string | undefined;
  /** True when the relay may keep the source from telling others. */
  readonly canSnooze: boolean;
  readonly clock: Pick<Clock, 'now'>;
}

/** The source, and how its alerts are read. */
interface LabelledSource {
  readonly source: string;
  readonly now: number;
  /** Only alerts that go to this receiver begin here. */
  readonly receiver: string | undefined;
  readonly read: (alert: LabelledAlert, now: number) => ReportedAlert;
}

interface ListedAlerts {
  readonly alerts: readonly SourceAlert[];
  readonly isWhole: boolean;
}

/** Reads the alerts that Alertmanager or Grafana lists: all of them fire. */
export function readListedAlerts(list: readonly unknown[], from: LabelledSource): ListedAlerts {
  const read = list.slice(0, MAX_ALERTS).map((item) => readOne(item, from));
  const alerts = read.flatMap((alert) => alert ?? []);
  return { alerts, isWhole: alerts.length === list.length };
}

function readOne(item: unknown, from: LabelledSource): SourceAlert | undefined {
  const listed = Listed.safeParse(item);
  if (!listed.success) return undefined;
  // The end in the list is when the alert expires unless it is repeated. A clock that is wrong would make it the end.
  const { endsAt: _, status, ...alert } = listed.data;
  const reported = readLabelledAlerts([alert], (it) => from.read(it, from.now));
  const [first] = reported.ok ? reported.value.alerts : [];
  return first && { state: stateOf(listed.data, from.receiver), event: toAlertEvent(first, from) };
}

const STATES: Readonly<Record<Listed['status']['state'], SourceAlertState>> = {
  active: 'firing',
  suppressed: 'silenced',
  unprocessed: 'unclear',
};

/** Receivers whose name says that nobody is to be told. */
const NOBODY = /^(?:null|none|noop|dev[-_]?null|black-?hole|drop|discard|void)$/i;

/** An alert that goes to nobody, or to others, does not begin here. */
function stateOf({ status, receivers }: Listed, receiver: string | undefined): SourceAlertState {
  const state = STATES[status.state];
  const isOurs = receivers.some(({ name }) =>
    receiver === undefined ? !NOBODY.test(name) : name === receiver,
  );
  const isMuted = status.mutedBy.length > 0 || !isOurs;
  return state === 'firing' && isMuted ? 'silenced' : state;
}
