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
  | 'unlocked';

/** One entry of the audit log: the person, the action, the face it was requested on, and the event. */
export interface AuditEntry {
  /** The id of the execution, shared by all entries about it. */
  readonly run: string;
  readonly at: number;
  readonly who: string;
  /** Older versions recorded `menu` for a text. */
  readonly face: Face | 'menu';
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

/** The audit log: entries are added, and never changed. Every call is committed when it returns. */
export interface Audit {
  add(entry: AuditEntry): void;
  /** Returns the latest entries, the newest first. */
  last(count: number): readonly ChainedEntry[];
  /** Returns all entries about one execution, the oldest first. */
  linesOf(run: string): readonly ChainedEntry[];
  /** Returns the executions that were started and have no end on record. */
  unfinished(): readonly AuditEntry[];
  /** Iterates over all entries, the oldest first. */
  all(): Iterable<ChainedEntry>;
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
export function firstBroken(entries: Iterable<ChainedEntry>): number | undefined {
  let before = BEGINNING;
  let expected = 1;
  for (const entry of entries) {
    if (entry.seq !== expected || entry.hash !== chain(before, entry.seq, entry)) return expected;
    before = entry.hash;
    expected += 1;
  }
  return undefined;
}
