import type { Area } from '../areas/shared/area.ts';
import { CACHE_FRESH_MS } from '../areas/shared/reading-cache.ts';
import type { Clock } from '../core/clock.ts';
import { waitUnlessAborted } from '../core/wait-unless-aborted.ts';
import type { AreaLook } from '../operation/area-look.ts';

/** An area that has not answered by then counts as silent. */
const LOOK_TIMEOUT_MS = 30_000;

/** A look gives way to people for this time; longer only a source that hangs keeps them waiting. */
const MAX_DELAY_MS = 30_000;
const DELAY_STEP_MS = 500;

export interface LookLog {
  error(details: object, message: string): void;
}

interface Options {
  /** The time of the reading that the previous look was made from: one reading is one look. */
  readonly after: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: LookLog;
}

interface TakenLook {
  readonly look: AreaLook;
  /** The duration of the read; missing when there was a recent reading already, or no answer. */
  readonly tookMs?: number;
}

/** Looks at one area: by a recent reading if there is one, otherwise by reading from its source. */
export async function takeLook(area: Area, options: Options): Promise<TakenLook> {
  const { clock, after } = options;
  await untilFree(area, options);
  const answeredAt = area.answeredAt() ?? Number.NEGATIVE_INFINITY;
  const isRecent = answeredAt > after && clock.steady() - answeredAt <= CACHE_FRESH_MS;
  if (isRecent) return { look: area.look() };
  const startedAt = clock.steady();
  if (!(await isRead(area, options))) return { look: silentLook(area) };
  return { look: area.look(), tookMs: clock.steady() - startedAt };
}

/** Waits while a person waits for the same source. */
async function untilFree(area: Area, { clock, signal }: Options): Promise<void> {
  const until = clock.steady() + MAX_DELAY_MS;
  while (area.isAwaited() && clock.steady() < until && !signal.aborted) {
    await waitUnlessAborted(clock, DELAY_STEP_MS, signal);
  }
}

/** Reads the status; resolves to `false` when it takes too long or breaks off. */
function isRead(area: Area, { clock, signal, log }: Options): Promise<boolean> {
  const read = area.refresh().then(
    () => true,
    (err: unknown) => {
      log.error({ err, area: area.info.name }, 'a look at an area broke off');
      return false;
    },
  );
  return Promise.race([read, waitUnlessAborted(clock, LOOK_TIMEOUT_MS, signal).then(() => false)]);
}

const silentLook = ({ info }: Area): AreaLook => ({
  ...{ area: info.name, label: info.label },
  isSilent: true,
});
