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
  readonly time: LocalTime;
}

/** Looks at a place; what cannot be seen now is told as it was seen last. */
export type LookUp = (
  screen: Screen,
  place: Location,
  isSilent: boolean,
) => Promise<Result<View, Failure>>;

/** For so long a screen is waited for whose area did not answer just before. */
const REFRESH_WAIT_MS = 1500;

export function createLookUp({ areas, clock, time }: Dependencies): LookUp {
  const findSighting = ({ screen, subject }: Location): SeenEntry | undefined =>
    areas
      .flatMap((area) => area.known?.() ?? [])
      .find(({ opens }) => opens.screen === screen && opens.subject === subject);

  async function giveUp({ screen }: Location): Promise<Result<View, Failure>> {
    await clock.wait(REFRESH_WAIT_MS);
    const area = areas.find(({ screens }) => screens[screen] !== undefined);
    return err(
      area
        ? unansweredAreas(area, REFRESH_WAIT_MS, clock)
        : { kind: 'timeout', service: 'Source', afterMs: REFRESH_WAIT_MS },
    );
  }

  return async (screen, place, isSilent) => {
    const asked = screen.view(place.subject);
    const view = await (isSilent ? Promise.race([asked, giveUp(place)]) : asked);
    const before = view.ok || place.subject === undefined ? undefined : findSighting(place);
    if (view.ok || !before) return view;
    const { name, text, seenAt } = before;
    const seen = `${name} was last seen ${time.formatTime(seenAt)}: ${text}`;
    return ok({ text: `${describeFailure(view.error, time)}\n${seen}`, rows: [] });
  };
}
