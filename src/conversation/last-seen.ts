import type { Area } from '../areas/shared/area.ts';
import type { SeenEntry } from '../areas/shared/inventory.ts';
import { unansweredAreas } from '../areas/shared/search.ts';
import type { Clock } from '../core/clock.ts';
import { describeFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Location, Screen, View } from '../menu/menu.ts';

interface Dependencies {
  readonly areas: readonly Area[];
  readonly clock: Clock;
}

interface Reader {
  /** The times of the zone of whoever reads it. */
  readonly time: LocalTime;
  /** True when its area just failed to answer: then the timeout is short. */
  readonly isSilent: boolean;
}

/** Reads the view of a screen; when that fails for a known thing, returns its last known state instead. */
export type LookUp = (
  screen: Screen,
  place: Location,
  reader: Reader,
) => Promise<Result<View, Failure>>;

/** The timeout for a screen whose area just failed to answer. */
const REFRESH_WAIT_MS = 1500;

export function createLookUp({ areas, clock }: Dependencies): LookUp {
  const findLastSeen = ({ screen, subject }: Location): SeenEntry | undefined =>
    areas
      .flatMap((area) => area.known?.() ?? [])
      .find(({ opens }) => opens.screen === screen && opens.subject === subject);

  async function timeOut({ screen }: Location): Promise<Result<View, Failure>> {
    await clock.wait(REFRESH_WAIT_MS);
    const area = areas.find(({ screens }) => screens[screen] !== undefined);
    return err(
      area
        ? unansweredAreas(area, REFRESH_WAIT_MS, clock)
        : { kind: 'timeout', service: 'Source', afterMs: REFRESH_WAIT_MS },
    );
  }

  return async (screen, place, { time, isSilent }) => {
    const asked = screen.view(time, place.subject);
    const view = await (isSilent ? Promise.race([asked, timeOut(place)]) : asked);
    const known = view.ok || place.subject === undefined ? undefined : findLastSeen(place);
    if (view.ok || !known) return view;
    const { name, text, seenAt } = known;
    const seen = `${name} was last seen ${time.formatTime(seenAt)}: ${text}`;
    return ok({ text: `${describeFailure(view.error, time)}\n${seen}`, rows: [] });
  };
}
