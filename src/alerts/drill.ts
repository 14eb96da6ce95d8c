import { z } from 'zod';
import { formatCount } from '../core/format.ts';
import type { LocalTime } from '../core/local-time.ts';
import { ok } from '../core/result.ts';
import { defineListRead, type ReadOperation } from '../operation/read-operation.ts';
import type { People } from '../people/people.ts';
import type { AlertStore } from './alert-store.ts';
import type { AlertCaps, AlertTiming } from './alert-timing.ts';
import { findStorm } from './find-storm.ts';
import { loadGraph } from './load-graph.ts';
import { replayStorm } from './replay-storm.ts';
import { shortenName } from './shorten-name.ts';

export const DRILL_ALERTS = 'drill_alerts';

const SOURCE = 'sms-relay';
const WEEK_MS = 7 * 24 * 60 * 60_000;

/** More alerts than these are not replayed. */
const MAX_ALERTS = 500;
const MAX_TEXTS = 100;
const MAX_QUOTED = 3;
const MAX_QUOTE = 64;

interface Dependencies {
  /** The stored alerts, which are only read. */
  readonly store: Pick<AlertStore, 'incidents' | 'alertsOf' | 'memo'>;
  readonly people: Pick<People, 'operators'>;
  readonly timing: AlertTiming;
  readonly caps: AlertCaps;
  readonly clock: { readonly now: () => number };
}

/** The worst hour of the week, and the texts that it would have brought to one person. Times are epoch milliseconds. */
const Drill = z.object({
  /** Missing when no two alerts began within an hour. */
  storm: z
    .object({
      at: z.number(),
      /** The number of alerts that began in that hour, and of those that ended. */
      alerts: z.number(),
      ends: z.number(),
      texts: z.array(z.object({ at: z.number(), text: z.string() })),
    })
    .optional(),
});
type Drill = z.infer<typeof Drill>;

/** Defines the replay of the worst hour of the last week. It stores nothing, and texts nobody. */
export function drillAlerts(dependencies: Dependencies): ReadOperation {
  const { store, people, timing, caps, clock } = dependencies;

  async function drill(now: number): Promise<Drill> {
    const [person] = people.operators;
    const incidents = await store.incidents(now - WEEK_MS);
    const alerts = await store.alertsOf(incidents.map(({ id }) => id));
    const storm = findStorm(
      alerts.toSorted((a, b) => b.firedAt - a.firedAt).slice(0, MAX_ALERTS),
      now - WEEK_MS,
    );
    if (!storm || !person) return {};
    const texts = await replayStorm(storm, { graph: await loadGraph(store), person, timing, caps });
    const ends = storm.reports.filter(({ event }) => event.state === 'resolved').length;
    return {
      storm: { at: storm.at, alerts: storm.count, ends, texts: [...texts.slice(0, MAX_TEXTS)] },
    };
  }

  return defineListRead({
    name: DRILL_ALERTS,
    summary: 'Replay the worst hour of the last week: the texts it would have brought. A dry run',
    output: Drill,
    async read() {
      const now = clock.now();
      return ok({ value: await drill(now), asOf: now, source: SOURCE });
    },
    format: (value: Drill, _, time) => ({ text: format(value, time) }),
  });
}

/** `DRILL: 27 Nov 02:10, 27 alerts: 2 texts: "! sw-attic down ..", "ok ..". Without grouping: 27 and 27 ends.` */
function format({ storm }: Drill, time: LocalTime): string {
  if (!storm) return 'DRILL: no storm in the last 7 days, never two alerts within an hour.';
  const { at, alerts, ends, texts } = storm;
  const quoted = texts.slice(0, MAX_QUOTED).map(({ text }) => `"${quote(text)}"`);
  const more = texts.length > MAX_QUOTED ? ` +${texts.length - MAX_QUOTED}` : '';
  const ofEnds = ends > 0 ? ` and ${formatCount(ends, 'end')}` : '';
  const words = texts.length === 0 ? 'no text' : `${formatCount(texts.length, 'text')}: `;
  return `DRILL: ${time.formatTime(at)}, ${alerts} alerts: ${words}${quoted.join(', ')}${more}. Without grouping: ${alerts}${ofEnds}.`;
}

const quote = (text: string): string => shortenName(text.replaceAll(/\s+/g, ' '), MAX_QUOTE);
