import { hash } from 'node:crypto';
import type { Face } from '../people/caller.ts';

/** The events of an action. After one of the first three its end is still open. */
export type AuditEvent =
  | 'asked'
  | 'started'
  | 'sent'
  | 'done'
  | 'failed'
  | 'unconfirmed'
  | 'dropped'
  | 'refused'
  | 'wrong-code'
  | 'locked'
  | 'unlocked'
  /** Something that happened without anybody's doing, such as the begin of an alert. */
  | 'noted';

/** One entry of the audit log: the person, the action, the face it was requested on, and the event. */
export interface AuditEntry {
  /** The id of the execution, shared by all entries about it. */
  readonly run: string;
  readonly at: number;
  readonly who: string;
  /** `relay`: nobody asked, such as for the begin of an alert. Older versions recorded `menu` for a text. */
  readonly face: Face | 'menu' | 'relay';
  readonly action: string;
  /** The input of the action, as JSON. */
  readonly input: string;
  readonly event: AuditEvent;
  readonly words: string;
  /** The id of the text that caused it, as in the log; entries of older versions have none. */
  readonly trip?: string | undefined;
}

export interface ChainedEntry extends AuditEntry {
  readonly seq: number;
  readonly hash: string;
}

/** The latest execution of one action with one input. */
export interface LatestExecution {
  readonly run: string;
  /** True while it has no end on record. */
  readonly isOpen: boolean;
}

/** The audit log: entries are added, and never changed. Each method is one decision. */
export interface Audit {
  add(entry: AuditEntry): Promise<void>;
  /**
   * Adds the beginning of an execution, unless one of the same action and input is under way, or was begun
   * after `latest`; returns whether it was added.
   */
  begin(entry: AuditEntry, latest: string | undefined): Promise<boolean>;
  /** Adds the end of an execution, unless it has one; returns whether it was added. */
  end(entry: AuditEntry): Promise<boolean>;
  /** `input`: as JSON, spelled as in the entries. */
  latestOf(action: string, input: string): Promise<LatestExecution | undefined>;
  /** Returns the latest entries, the newest first. */
  last(count: number): Promise<readonly ChainedEntry[]>;
  /** Returns all entries about one execution, the oldest first. */
  linesOf(run: string): Promise<readonly ChainedEntry[]>;
  /** Returns the executions that were started and have no end on record. */
  unfinished(): Promise<readonly AuditEntry[]>;
  /**
   * Returns the unfinished executions that a process which has ended began: those that nobody follows. Asked at the
   * start by a process that shares its storage with no other, that is all of them.
   */
  orphaned(): Promise<readonly AuditEntry[]>;
  /** Iterates over all entries, the oldest first. */
  all(): AsyncIterable<ChainedEntry>;
}

/** The hash that the first entry is chained to. */
export const BEGINNING = '0'.repeat(64);

/** Computes the hash that chains an entry to the one before it: neither can be changed or removed unnoticed. */
export const chain = (before: string, seq: number, entry: AuditEntry): string => {
  const { run, at, who, face, action, input, event, words, trip } = entry;
  const fields = [before, seq, run, at, who, face, action, input, event, words];
  return hash('sha256', JSON.stringify(trip === undefined ? fields : [...fields, trip]), 'hex');
};

/** Returns the number of the first entry that was changed, or follows a removed one; `undefined` when all are intact. */
export async function firstBroken(
  entries: AsyncIterable<ChainedEntry> | Iterable<ChainedEntry>,
): Promise<number | undefined> {
  let before = BEGINNING;
  let expected = 1;
  for await (const entry of entries) {
    if (entry.seq !== expected || entry.hash !== chain(before, entry.seq, entry)) return expected;
    before = entry.hash;
    expected += 1;
  }
  return undefined;
}
