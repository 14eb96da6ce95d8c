import type { Clock } from '../../core/clock.ts';
import type { LocalTime } from '../../core/local-time.ts';
import { ok } from '../../core/result.ts';
import type { Screen } from '../../menu/menu.ts';
import { worstFirst } from '../../operation/problem.ts';
import type { Area, StatusSummary } from './area.ts';

/** The longest time in milliseconds that the status line waits for fresher readings than the cached ones. */
const REFRESH_WAIT_MS = 250;

/** Shows the status line, made from cached readings after a short wait for fresher ones. */
export function homeView(areas: readonly Area[], clock: Clock): Screen['view'] {
  return async (time) => {
    const refreshed = Promise.allSettled(areas.map((area) => area.refresh()));
    await Promise.race([refreshed, clock.wait(REFRESH_WAIT_MS)]);
    return ok({ text: statusLine(areas, time), rows: [] });
  };
}

/** Says `OK.` only when every area is known, fresh and fine; otherwise the worst problem comes first, marked `!`. */
function statusLine(areas: readonly Area[], time: LocalTime): string {
  if (areas.length === 0) return 'Nothing is set up yet: no backend is configured.';
  if (areas.every((area) => area.health().isFailing)) return outageLine(areas, time);
  const summaries = areas.map((area) => area.summary());
  const others = summaries.filter(({ level }) => level !== 'problem');
  const problems = worstAreasFirst(areas).map((area) => area.summary().text);
  if (problems.length > 0) {
    return [`! ${problems.join(', ')}`, others.map(inBrief).join(', ')].filter(Boolean).join('. ');
  }
  const isAllFine = summaries.every(({ level }) => level === 'ok');
  return `${isAllFine ? 'OK. ' : ''}${others.map(({ text }) => text).join(', ')}`;
}

const inBrief = ({ text, brief = text }: StatusSummary): string => brief;

/** Sorts the areas with problems by their worst one; equals stay in the order of the menu. */
function worstAreasFirst(areas: readonly Area[]): readonly Area[] {
  const problems = areas.flatMap((area) => {
    const [worst] = area.problems();
    return worst ? [{ ...worst, area }] : [];
  });
  return worstFirst(problems).map(({ area }) => area);
}

/** `! No answer from Network, K8s. Last OK 14:02` */
function outageLine(areas: readonly Area[], time: LocalTime): string {
  const names = areas.map(({ info }) => info.label).join(', ');
  const goodTimes = areas.flatMap((area) => area.health().lastGoodAt ?? []);
  const last =
    goodTimes.length > 0
      ? `Last OK ${time.formatTime(Math.max(...goodTimes))}`
      : 'Never OK since start';
  return `! No answer from ${names}. ${last}`;
}
