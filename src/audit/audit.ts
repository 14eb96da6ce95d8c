import { hash } from 'node:crypto';

/** How far an action got. Only the first three leave a question open. */
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

/** One line of the record: who wanted what, from which face, and what became of it. */
export interface AuditEntry {
  /** The same for every line about one wish. */
  readonly run: string;
  readonly at: number;
  readonly who: string;
  readonly face: 'menu' | 'claude' | 'mcp' | 'console';
  readonly action: string;
  /** As JSON. */
  readonly input: string;
  readonly event: AuditEvent;
  readonly words: string;
  /** The text because of which, as the log calls it; lines of older relays have none. */
  readonly trip?: string | undefined;
}

export interface ChainedEntry extends AuditEntry {
  readonly seq: number;
  readonly hash: string;
}

/** The record: lines are added, and never changed. Every call is committed when it returns. */
export interface Audit {
  add(entry: AuditEntry): void;
  /** The newest first. */
  last(count: number): readonly ChainedEntry[];
  /** Every line about one wish, the oldest first. */
  linesOf(run: string): readonly ChainedEntry[];
  /** Wishes that were started, and whose end nobody wrote down. */
  unfinished(): readonly AuditEntry[];
  /** Every line, the oldest first. */
  all(): Iterable<ChainedEntry>;
}

/** What the first line is chained to. */
export const BEGINNING = '0'.repeat(64);

/** Chains a line to the one before it: neither can be changed or taken out unnoticed. */
export const chain = (before: string, seq: number, entry: AuditEntry): string => {
  const { run, at, who, face, action, input, event, words, trip } = entry;
  const told = [before, seq, run, at, who, face, action, input, event, words];
  return hash('sha256', JSON.stringify(trip === undefined ? told : [...told, trip]), 'hex');
};

/** The number of the first line that is not as it was written; nothing when all are. */
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
