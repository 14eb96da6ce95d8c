import type { Failure } from '../../core/failure.ts';
import type { LocalTime } from '../../core/local-time.ts';
import type { Reading } from '../../core/reading.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { AreaInfo } from '../../menu/area-info.ts';
import type { Location, Screen } from '../../menu/menu.ts';
import type { AreaLook } from '../../operation/area-look.ts';
import type { ChangeOperation } from '../../operation/change-operation.ts';
import { STATUS_FRESH_MS } from '../../operation/format-finding.ts';
import type { PlacedThing } from '../../operation/placed-thing.ts';
import { describeProblem, type Problem, worstFirst } from '../../operation/problem.ts';
import type { ReadOperation } from '../../operation/read-operation.ts';
import type { KnownEntry, SeenEntry } from './inventory.ts';
import type { CachedReading, ReadingCache } from './reading-cache.ts';

/** One area in a few characters for the status line, made from cached readings alone. */
export interface StatusSummary {
  readonly level: 'ok' | 'problem' | 'unknown';
  readonly text: string;
  /** Shorter text, used while another area has a problem: `Net OK`. */
  readonly brief?: string;
}

/** A named object that a person can find from any screen by texting its name. */
export interface SearchEntry {
  readonly name: string;
  /** The name shown in lists, where the full name is longer. */
  readonly shortName?: string | undefined;
  /** Other identifiers shown on a screen: its number, its addresses. */
  readonly aliases?: readonly string[] | undefined;
  readonly text: string;
  readonly opens: Location;
  /** True for short-lived names that are not stored in the inventory. */
  readonly isPassing?: boolean;
  /** The location it is stored under, if not `opens`: short-lived objects need a lasting one. */
  readonly keptAs?: Location;
}

/** The named objects that the sources of an area returned. */
export interface FoundEntries {
  readonly seen: readonly SearchEntry[];
  /** Reasons why `seen` may be incomplete. */
  readonly gaps: readonly Failure[];
}

/** Combines several lists. A failed list becomes a gap; the result is a failure only when all lists fail. */
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
      ? [{ kind: 'unseen', service, why: list.value.missing ?? 'not all of it' }]
      : [],
  );
  return ok({ seen, gaps: [...failures, ...unseen] });
}

/** Everything one area contributes to the relay. */
export interface Area {
  readonly info: AreaInfo;
  readonly isDemo: boolean;
  readonly screens: Readonly<Record<string, Screen>>;
  summary(): StatusSummary;
  /** The problems in the latest reading, worst first; empty when that reading is not fresh. */
  readonly problems: () => readonly Problem[];
  /** Returns what the latest reading shows, for the watch; it names the same problems as `problems`. */
  readonly look: () => AreaLook;
  /** The last time a read of the status ended, well or not, by the steady clock; `undefined` when its answer has expired since. */
  readonly answeredAt: () => number | undefined;
  /** True while a person waits for its source. */
  readonly isAwaited: () => boolean;
  /** Returns what it lists, and what that depends on; empty while nothing is known. */
  readonly places: () => Promise<readonly PlacedThing[]>;
  /** The health of its source, in words for an operator. */
  health(): AreaHealth;
  /** Reads the status again, so that the next summary is fresh. */
  refresh(): Promise<unknown>;
  /** The last time a person opened the area, by the steady clock. */
  usedAt(): number | undefined;
  /** Makes the next read go to the source. */
  readonly expire?: () => void;
  /** `about` is the text searched for; some areas call their source only for certain texts. */
  searchEntries(about?: string): Promise<Result<FoundEntries, Failure>>;
  /** Entries from earlier answers, for when the source does not answer; missing where none are stored. */
  readonly known?: () => readonly SeenEntry[];
  /** The operations behind its screens. */
  readonly operations: readonly ReadOperation[];
  /** The changes of this area; each is made only after a person approves it. */
  readonly changes?: readonly ChangeOperation[];
}

/**
 * Maps entries to the subjects of the inventory: `proxmox.guest` 104 is `proxmox/guest/104`. Of entries that share a subject,
 * such as the runs of a cron job, the last one wins.
 */
export function toKnownEntries(entries: readonly SearchEntry[]): readonly KnownEntry[] {
  const bySubject = new Map<string, KnownEntry>();
  for (const { keptAs, ...entry } of entries) {
    const subject = subjectOf(keptAs ?? entry.opens);
    bySubject.set(subject, { ...entry, subject });
  }
  return [...bySubject.values()];
}

export const subjectOf = ({ screen, subject = '' }: Location): string =>
  [...screen.split('.'), subject].join('/');

/** The health of one area, as shown to operators. */
export interface AreaHealth {
  readonly description: string;
  readonly isFailing: boolean;
  /** Epoch milliseconds, as of the last read. */
  readonly failingSince?: number | undefined;
  readonly lastGoodAt?: number | undefined;
}

interface Known<T> {
  readonly status: CachedReading<T>;
  readonly memory: ReadingCache;
  readonly time: LocalTime;
}

interface SummaryOptions<T> extends Known<T> {
  /** The short name of the area: `PVE`. */
  readonly short: string;
  /** Returns the text without the short name: `3/3`. */
  readonly format: (status: T) => StatusSummary;
}

/** Outages shorter than this are shown without an age. */
const SECOND_MS = 1000;

/** Summarizes the last reading; it is never OK during an outage or when the reading is stale or partial. */
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
  if (reading.missing && level === 'ok') {
    return { level: 'unknown', text: `${short} ${text}${text.includes('?') ? '' : ' ?'}` };
  }
  if (time.now() - reading.asOf > STATUS_FRESH_MS) {
    return { level: 'unknown', text: `${short} ${text} ${time.formatAge(reading.asOf)} ago` };
  }
  return {
    level,
    text: `${short} ${text}`,
    ...(level === 'ok' && { brief: `${short} ${brief}` }),
  };
}

/** Returns `home-assistant stopped`, `home-assistant stopped +2` when there are more problems, or `fine` when there are none. */
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

export interface ProblemOptions<T> extends Known<T> {
  readonly find: (status: T) => readonly Problem[];
}

/** Returns the problems in the last reading, worst first; empty during an outage or when the reading is stale. */
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
    description: describeReadings(memory, time),
    isFailing: failingSince !== undefined,
    failingSince,
    lastGoodAt: memory.lastGoodAt(),
  };
}

/** Returns `ok, 12s ago`, `failing for 3m, last OK 14:02` (with the reason if known) or `no answer yet`. */
function describeReadings(memory: ReadingCache, time: LocalTime): string {
  const outage = memory.outage();
  const lastGoodAt = memory.lastGoodAt();
  const last = lastGoodAt === undefined ? 'never OK' : `last OK ${time.formatTime(lastGoodAt)}`;
  if (outage) {
    const why = outage.explanation === undefined ? '' : `: ${outage.explanation}`;
    return `failing for ${time.formatAge(outage.failingSince)}, ${last}${why}`;
  }
  return lastGoodAt === undefined ? 'no answer yet' : `ok, ${time.formatAge(lastGoodAt)} ago`;
}
