import type { Alerts } from '../alerts/alerts.ts';
import { storePlaces } from '../alerts/store-places.ts';
import type { Area } from '../areas/shared/area.ts';
import type { Clock } from '../core/clock.ts';
import { waitUnlessAborted } from '../core/wait-unless-aborted.ts';
import type { PlacedThing } from '../operation/placed-thing.ts';
import type { Duty } from '../store/leadership.ts';

const LOOK_EVERY_MS = 15_000;
const LEARN_EVERY_MS = 5 * 60_000;

type LearnedArea = Pick<Area, 'info' | 'isAwaited' | 'answeredAt' | 'places'>;

interface Dependencies {
  readonly areas: readonly LearnedArea[];
  readonly alerts: Pick<Alerts, 'decide'>;
  /** The hosts on which the source of an area runs. */
  readonly hostsOf: (area: string) => readonly string[];
  readonly clock: Clock;
  readonly log: { error(details: object, message: string): void };
}

/** Learns what depends on what from everything that the areas list: a duty of the replica that leads. */
export function learnFromAreas({ areas, alerts, hostsOf, clock, log }: Dependencies): Duty {
  const learnedAt = new Map<LearnedArea, number>();

  const startedAt = clock.steady();

  /** Before the first answer of an area there is nothing to learn; of one that never answers at least its host. */
  const isDue = (area: LearnedArea): boolean => {
    const last =
      learnedAt.get(area) ??
      (area.answeredAt() === undefined ? startedAt : Number.NEGATIVE_INFINITY);
    return !area.isAwaited() && clock.steady() - last >= LEARN_EVERY_MS;
  };

  async function learn(area: LearnedArea): Promise<void> {
    const places = await area.places();
    const source = sourceOf(area, hostsOf);
    if (places.length === 0 && source.parents.length === 0) return;
    await storePlaces(alerts, area.info.name, [source, ...places]);
    learnedAt.set(area, clock.steady());
  }

  async function learnFromDue(signal: AbortSignal): Promise<void> {
    for (const area of areas.filter(isDue)) {
      if (signal.aborted) return;
      await learn(area).catch((err: unknown) => {
        if (signal.aborted) return; // the storage closes with the relay
        log.error({ err, area: area.info.name }, 'dependencies could not be learned');
      });
    }
  }

  return async (signal) => {
    while (!signal.aborted) {
      await learnFromDue(signal);
      await waitUnlessAborted(clock, LOOK_EVERY_MS, signal);
    }
  };
}

/** The source of an area depends on the host that it runs on. */
const sourceOf = ({ info }: LearnedArea, hostsOf: Dependencies['hostsOf']): PlacedThing => ({
  ...{ subject: info.name, name: info.label, addresses: [], parents: hostsOf(info.name) },
});
