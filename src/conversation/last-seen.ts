import type { Area } from '../areas/shared/area.ts';
import type { SeenEntry } from '../areas/shared/inventory.ts';
import { unansweredAreas } from '../areas/shared/search.ts';
import type { Clock } from '../core/clock.ts';
import { describeFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import { err, ok, type Result } from '../core/result.ts';
import { type Location, type Menu, type Screen, type View, viewOf } from '../menu/menu.ts';
import type { Invoke } from '../operation/invoke.ts';
import type { Caller } from '../people/caller.ts';

interface Dependencies {
  readonly menu: Menu;
  readonly invoke: Invoke;
  readonly areas: readonly Area[];
  readonly clock: Clock;
}

interface Reader {
  readonly caller: Caller;
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

export function createLookUp({ menu, invoke, areas, clock }: Dependencies): LookUp {
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

  /** Shows the answer to the operation behind the screen, or the words of a screen that has none. */
  async function ask(
    screen: Screen,
    { subject }: Location,
    { caller, time }: Reader,
  ): Promise<Result<View, Failure>> {
    if ('view' in screen) return screen.view(subject);
    const { operation, subjectField = 'id', rowsOpen } = screen;
    const input = subject === undefined ? {} : { [subjectField]: subject };
    const invoked = await invoke(caller, operation, input);
    switch (invoked.is) {
      case 'answer':
        return ok(viewOf(menu, invoked.answer.format(time), rowsOpen));
      case 'failed':
        return err(invoked.failure);
      case 'asked':
      case 'refused':
        return err({ kind: 'bad-input', hint: invoked.text });
      default:
        return invoked satisfies never;
    }
  }

  return async (screen, place, reader) => {
    const { time, isSilent } = reader;
    const asked = ask(screen, place, reader);
    const view = await (isSilent ? Promise.race([asked, timeOut(place)]) : asked);
    const known = view.ok || place.subject === undefined ? undefined : findLastSeen(place);
    if (view.ok || !known) return view;
    const { name, text, seenAt } = known;
    const seen = `${name} was last seen ${time.formatTime(seenAt)}: ${text}`;
    return ok({ text: `${describeFailure(view.error, time)}\n${seen}`, rows: [] });
  };
}
