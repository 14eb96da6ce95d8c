import type { Failure } from '../../core/failure.ts';
import type { LocalTime } from '../../core/local-time.ts';
import type { Reading } from '../../core/reading.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { AreaInfo } from '../../menu/area-info.ts';
import type { Location, Screen } from '../../menu/menu.ts';
import type { Action } from '../../operation/change-operation.ts';
import { describeProblem, type Problem, worstFirst } from '../../operation/problem.ts';
import type { KnownEntry, SeenEntry } from './inventory.ts';
import type { CachedReading, ReadingCache } from './reading-cache.ts';

/** One area in a few characters for the status line, made of what is known without asking. */
export interface StatusSummary {
  readonly level: 'ok' | 'problem' | 'unknown';
  readonly text: string;
  /** What is left of it beside the trouble of another area: `Net OK`. */
  readonly brief?: string;
}

/** Something with a name that a person may text from anywhere. */
export interface SearchEntry {
  readonly name: string;
  /** What lists call it, where its name is longer. */
  readonly shortName?: string | undefined;
  /** What else stands for it on a screen: its number, its addresses. */
  readonly aliases?: readonly string[] | undefined;
  readonly text: string;
  readonly opens: Location;
  /** It is not worth keeping its name. */
  readonly isPassing?: boolean;
  /** Where it stays known, if not under its own place: what comes and goes has one that is lasting. */
  readonly keptAs?: Location;
}

/** Things by their names, as far as the sources of an area tell. */
export interface FoundEntries {
  readonly seen: readonly SearchEntry[];
  /** Why these may not be all of them. */
  readonly gaps: readonly Failure[];
}

/** What several lists of things tell together. A list that fails leaves a gap, unless all of them do. */
export function toFoundEntries(
  service: string,
  lists: readonly Result<Reading<unknown>, Failure>[],
  seen: readonly SearchEntry[],
): Result<FoundEntries, Failure> {
  const failures = lists.flatMap((list) => (list.ok ? [] : [list.error]));
  const [failure] = failures;
  if (failure && failures.length === lists.length) return err(failure);
  const unseen = lists.flatMap((list): readonly Failure[] =>
    list.ok && list.value.unseen
      ? [{ kind: 'unseen', service, why: list.value.partial ?? 'not all of it' }]
      : [],
  );
  return ok({ seen, gaps: [...failures, ...unseen] });
}

/** Everything one area brings into the house. */
export interface Area {
  readonly info: AreaInfo;
  readonly isDemo: boolean;
  readonly screens: Readonly<Record<string, Screen>>;
  summary(): StatusSummary;
  /** What is broken by the latest reading, the worst first; nothing when that is not fresh. */
  readonly problems: () => readonly Problem[];
  /** How its source is doing, in words for an operator, and whether that is well. */
  health(): AreaHealth;
  /** Ask for the summary again, so that the next glance is fresh. */
  refresh(): Promise<unknown>;
  /** When a person last looked at it. */
  usedAt(): number | undefined;
  /** Makes the next look at it ask its source. */
  readonly expire?: () => void;
  /** `about` is what is looked for, where a source is only asked about some of it. */
  searchEntries(about?: string): Promise<Result<FoundEntries, Failure>>;
  /** What it has shown lately, for when it does not answer; nothing where nobody keeps that. */
  readonly known?: () => readonly SeenEntry[];
  /** What can be done here, each only after a person's word. */
  readonly actions?: readonly Action[];
}

/**
 * Things under the subjects by which the inventory knows them: `proxmox.guest` 104 is `proxmox/guest/104`. Of those that share
 * one, such as the runs of a cron job, the last.
 */
export function toKnownEntries(things: readonly SearchEntry[]): readonly KnownEntry[] {
  const bySubject = new Map<string, KnownEntry>();
  for (const { keptAs, ...thing } of things) {
    const subject = subjectOf(keptAs ?? thing.opens);
    bySubject.set(subject, { ...thing, subject });
  }
  return [...bySubject.values()];
}

export const subjectOf = ({ screen, subject = '' }: Location): string =>
  [...screen.split('.'), subject].join('/');

/** What an operator hears of one area. */
export interface AreaHealth {
  readonly description: string;
  readonly isFailing: boolean;
  /** Epoch milliseconds; by the last answer, for nobody asks an area that nobody looks at. */
  readonly failingSince?: number | undefined;
  readonly lastGoodAt?: number | undefined;
}

/** A summary older than this is no longer reason enough to say OK. */
export const STATUS_FRESH_MS = 60_000;

interface Known<T> {
  readonly status: CachedReading<T>;
  readonly memory: ReadingCache;
  readonly time: LocalTime;
}

interface SummaryOptions<T> extends Known<T> {
  /** The area in one short word: `PVE`. */
  readonly short: string;
  /** Without the short word: `3/3`. */
  readonly format: (status: T) => StatusSummary;
}

/** An outage younger than this has no age worth telling. */
const SECOND_MS = 1000;

/** A glance that never says more than the last reading can bear. */
export function summarize<T>({
  short,
  status,
  memory,
  time,
  format,
}: SummaryOptions<T>): StatusSummary {
  const reading = status.peek();
  const outage = memory.outage();
  if (outage) {
    const isNew = time.now() - outage.failingSince < SECOND_MS;
    const age = isNew ? '' : ` ${time.formatAge(outage.failingSince)}`;
    return { level: 'unknown', text: `${short} ?${age}` };
  }
  if (!reading) return { level: 'unknown', text: `${short} ?` };

  const { level, text, brief = 'OK' } = format(reading.value);
  if (reading.partial && level === 'ok') return { level: 'unknown', text: `${short} ${text} ?` };
  if (time.now() - reading.asOf > STATUS_FRESH_MS) {
    return { level: 'unknown', text: `${short} ${text} ${time.formatAge(reading.asOf)} ago` };
  }
  return {
    level,
    text: `${short} ${text}`,
    ...(level === 'ok' && { brief: `${short} ${brief}` }),
  };
}

/** `home-assistant stopped`, `home-assistant stopped +2` when more is broken, or how fine it is. */
export function toStatusSummary(
  problems: readonly Problem[],
  fine: string,
  brief?: string,
): StatusSummary {
  const [worst, ...others] = problems;
  if (!worst) return { level: 'ok', text: fine, ...(brief !== undefined && { brief }) };
  const more = others.length > 0 ? ` +${others.length}` : '';
  return { level: 'problem', text: `${describeProblem(worst)}${more}` };
}

interface ProblemOptions<T> extends Known<T> {
  readonly find: (status: T) => readonly Problem[];
}

/** What is broken by a reading that is fresh, the worst first. */
export function problemsAt<T>({
  status,
  memory,
  time,
  find,
}: ProblemOptions<T>): readonly Problem[] {
  const reading = status.peek();
  if (!reading || memory.outage() || time.now() - reading.asOf > STATUS_FRESH_MS) return [];
  return worstFirst(find(reading.value));
}

export function healthOf(memory: ReadingCache, time: LocalTime): AreaHealth {
  const failingSince = memory.outage()?.failingSince;
  return {
    description: healthWords(memory, time),
    isFailing: failingSince !== undefined,
    failingSince,
    lastGoodAt: memory.lastGoodAt(),
  };
}

/** `ok, 12s ago`, `failing for 3m, last OK 14:02`, with its reason if that is known, or `not heard yet`. */
function healthWords(memory: ReadingCache, time: LocalTime): string {
  const outage = memory.outage();
  const lastGoodAt = memory.lastGoodAt();
  const last = lastGoodAt === undefined ? 'never OK' : `last OK ${time.formatTime(lastGoodAt)}`;
  if (outage) {
    const why = outage.explanation === undefined ? '' : `: ${outage.explanation}`;
    return `failing for ${time.formatAge(outage.failingSince)}, ${last}${why}`;
  }
  return lastGoodAt === undefined ? 'not heard yet' : `ok, ${time.formatAge(lastGoodAt)} ago`;
}
