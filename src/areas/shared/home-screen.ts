import type { Clock } from '../../core/clock.ts';
import type { LocalTime } from '../../core/local-time.ts';
import { ok } from '../../core/result.ts';
import type { Screen } from '../../menu/menu.ts';
import { worstFirst } from '../../operation/problem.ts';
import type { Area, StatusSummary } from './area.ts';

/** The longest the status line may wait for fresher readings than those at hand. */
const REFRESH_WAIT_MS = 250;

/** The status line: made of what is known, after a moment's chance to know it better. */
export function homeView(areas: readonly Area[], clock: Clock, time: LocalTime): Screen['view'] {
  return async () => {
    const refreshed = Promise.allSettled(areas.map((area) => area.refresh()));
    await Promise.race([refreshed, clock.wait(REFRESH_WAIT_MS)]);
    return ok({ text: statusLine(areas, time), rows: [] });
  };
}

/** `OK.` only when every area is known, fresh and fine; else the worst thing there is comes first, marked `!`. */
function statusLine(areas: readonly Area[], time: LocalTime): string {
  if (areas.length === 0) return 'Nothing is set up yet: no backend is configured.';
  if (areas.every((area) => area.health().isFailing)) return silence(areas, time);
  const glances = areas.map((area) => area.summary());
  const others = glances.filter(({ level }) => level !== 'problem');
  const troubles = worstAreasFirst(areas).map((area) => area.summary().text);
  if (troubles.length > 0) {
    return [`! ${troubles.join(', ')}`, others.map(inBrief).join(', ')].filter(Boolean).join('. ');
  }
  const isAllFine = glances.every(({ level }) => level === 'ok');
  return `${isAllFine ? 'OK. ' : ''}${others.map(({ text }) => text).join(', ')}`;
}

const inBrief = ({ text, brief = text }: StatusSummary): string => brief;

/** The areas in trouble by their worst problem; equals stay in the order of the menu. */
function worstAreasFirst(areas: readonly Area[]): readonly Area[] {
  const problems = areas.flatMap((area) => {
    const [worst] = area.problems();
    return worst ? [{ ...worst, area }] : [];
  });
  return worstFirst(problems).map(({ area }) => area);
}

/** `! No answer from Network, K8s. Last OK 14:02` */
function silence(areas: readonly Area[], time: LocalTime): string {
  const names = areas.map(({ info }) => info.label).join(', ');
  const heard = areas.flatMap((area) => area.health().lastGoodAt ?? []);
  const last =
    heard.length > 0 ? `Last OK ${time.formatTime(Math.max(...heard))}` : 'Never OK since start';
  return `! No answer from ${names}. ${last}`;
}
