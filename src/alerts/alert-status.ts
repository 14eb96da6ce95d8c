import type { Clock } from '../core/clock.ts';
import type { AlertBook } from './alert-book.ts';
import type { Alerts } from './alerts.ts';
import { OWN_SOURCE, stateOf } from './incident.ts';
import { isOutageId } from './source-outage.ts';

/** Open alerts of outside sources, as the status line names them. */
export interface AlertStatus {
  /** `K7 nas: no answer`. */
  readonly text: string;
  readonly worst: {
    readonly subject: string;
    readonly name: string;
    readonly state: string;
    readonly severity: 'critical' | 'warning';
  };
}

/** Other replicas change alerts too: an answer is not older than this. */
const FRESH_MS = 2000;

/** Returns what the status line says about alerts; the areas' own are named there anyway. */
export function createAlertStatus(
  alerts: Pick<Alerts, 'view'>,
  clock: Pick<Clock, 'steady'>,
): { readonly read: () => Promise<AlertStatus | undefined>; readonly expire: () => void } {
  let last: { readonly status: Promise<AlertStatus | undefined>; readonly at: number } | undefined;

  async function look(): Promise<AlertStatus | undefined> {
    const { value } = await alerts.view(({ book }) => statusOf(book));
    return value;
  }

  return {
    read() {
      if (last && clock.steady() - last.at < FRESH_MS) return last.status;
      const status = look();
      last = { status, at: clock.steady() };
      return status;
    },
    expire() {
      last = undefined;
    },
  };
}

const NAMED: ReadonlySet<string> = new Set(['open', 'stale', 'acked']);

function statusOf(book: AlertBook): AlertStatus | undefined {
  const open = book
    .incidents()
    .filter((incident) => NAMED.has(stateOf(incident)))
    .filter(({ about, root }) => about.source !== OWN_SOURCE || isOutageId(root))
    .filter(({ severity }) => severity !== 'info');
  const [worst] = open.toSorted(
    (a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical'),
  );
  if (!worst) return undefined;
  const { code, about, severity } = worst;
  const more = open.length > 1 ? ` +${open.length - 1}` : '';
  const isNamed = about.title.toLowerCase().includes(about.name.toLowerCase());
  const words = isNamed ? about.title : `${about.name}: ${about.title}`;
  return {
    text: `${code === undefined ? '' : `${code} `}${words}${more}`,
    worst: {
      ...{ subject: `alerts/${worst.id}`, name: about.name, state: about.title },
      severity: severity === 'critical' ? 'critical' : 'warning',
    },
  };
}
