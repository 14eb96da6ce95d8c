import type { Clock } from '../core/clock.ts';
import { createLocalTime } from '../core/local-time.ts';
import { createSlices } from '../core/slices.ts';
import { createPeople } from '../people/people.ts';
import type { Person } from '../people/person.ts';
import type { AlertCaps, AlertTiming } from './alert-timing.ts';
import { type Alerts, createAlerts } from './alerts.ts';
import { type DependencyGraph, GRAPH_MEMO } from './dependency-graph.ts';
import { type PastReport, STORM_TAIL_MS, type Storm } from './find-storm.ts';
import { createMemoryAlertStore } from './memory-alert-store.ts';

/** A text that a storm would have brought. */
export interface ReplayedText {
  readonly at: number;
  readonly text: string;
}

interface Options {
  readonly graph: DependencyGraph;
  /** The person whose texts are wanted. */
  readonly person: Person;
  readonly timing: AlertTiming;
  readonly caps: AlertCaps;
}

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;

/**
 * Replays a storm through the same decisions as it came, in memory and by a clock of its own: nothing is stored, and nobody is
 * texted. Nobody sleeps in it, and somebody answers at once: quiet hours and reminders are left out.
 */
export async function replayStorm(
  { at, reports }: Storm,
  options: Options,
): Promise<readonly ReplayedText[]> {
  const texts: ReplayedText[] = [];
  const clock = createReplayClock(at);
  const alerts = await createReplay(clock, options, (text) => texts.push(text));
  const breathe = createSlices();

  async function playUntil(end: number): Promise<void> {
    while (clock.now() < end) {
      const due = await alerts.nextDue();
      clock.set(due === undefined ? end : Math.min(end, Math.max(due, clock.now() + SECOND_MS)));
      if (due !== undefined && due <= clock.now()) await step(alerts, clock);
      await breathe();
    }
  }

  for (const [moment, together] of byMoment(reports)) {
    await playUntil(moment);
    await alerts.receive(together.map(({ event }) => event));
  }
  await playUntil(at + HOUR_MS + STORM_TAIL_MS);
  return texts;
}

/** The areas need not be asked for causes: their answers are among the reports. */
async function step(alerts: Alerts, clock: Pick<Clock, 'now'>): Promise<void> {
  const areas = await alerts.advance();
  if (areas.size > 0) await alerts.endChecks(clock.now());
}

const byMoment = (reports: readonly PastReport[]): ReadonlyMap<number, readonly PastReport[]> =>
  Map.groupBy(reports, ({ at }) => at);

interface ReplayClock extends Clock {
  readonly set: (at: number) => void;
}

function createReplayClock(start: number): ReplayClock {
  let now = start;
  return {
    ...{ now: () => now, steady: () => now, origin: 0, wait: () => Promise.resolve() },
    set(at) {
      now = at;
    },
  };
}

async function createReplay(
  clock: Clock,
  { graph, person, timing, caps }: Options,
  onText: (text: ReplayedText) => void,
): Promise<Alerts> {
  const { quiet: _, ...awake } = person;
  const store = createMemoryAlertStore();
  await store.save({ memos: new Map([[GRAPH_MEMO, graph]]) });
  const time = createLocalTime(clock, person.timeZone);
  let ids = 0;
  return createAlerts({
    transact: (work) =>
      work({
        alerts: store,
        after: (later) => later(),
        record: async () => {},
        isUnreachable: async () => false,
        async notify(_person, _key, { body }) {
          onText({ at: clock.now(), text: body });
        },
      }),
    ...{ store, clock, caps, people: createPeople([awake]), timeOf: () => time },
    timing: { ...timing, nags: [], lastNag: Number.POSITIVE_INFINITY },
    newId: () => `replayed-${++ids}`,
    random: () => 0,
    isName: () => true, // no code is given out: an answer would be about something real
  });
}
