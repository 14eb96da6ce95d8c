import type { AreaInfo } from '../../menu/area-info.ts';
import type { AreaLook } from '../../operation/area-look.ts';
import { STATUS_FRESH_MS } from '../../operation/format-finding.ts';
import { type ProblemOptions, problemsAt } from './area.ts';

interface LookOptions<T> extends ProblemOptions<T> {
  readonly info: Pick<AreaInfo, 'name' | 'label'>;
  readonly findHidden: ((status: T) => readonly string[]) | undefined;
}

/** Returns what the last read shows: the problems that the home screen names, and how much their absence proves. */
export function lookAt<T>({ info, findHidden, ...judged }: LookOptions<T>): AreaLook {
  const { status, memory, time } = judged;
  const about = { area: info.name, label: info.label };
  const failure = status.failure();
  if (failure && 'outage' in failure) {
    return { ...about, isSilent: true, isRateLimited: failure.isRateLimited };
  }

  const reading = status.peek();
  const isCurrent =
    !failure && !memory.outage() && reading && time.now() - reading.asOf <= STATUS_FRESH_MS;
  if (!isCurrent) return { ...about, isSilent: false, problems: [], isWhole: false };

  const { value, missing, unseen, isCut, isRateLimited } = reading;
  const isCutOff = isCut === true || unseen !== undefined;
  return {
    ...{ ...about, isRateLimited },
    isSilent: false,
    problems: problemsAt(judged),
    isWhole: missing === undefined && !isCutOff,
    gap: isCutOff ? undefined : missing,
    hidden: findHidden?.(value),
  };
}
