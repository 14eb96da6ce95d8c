import { z } from 'zod';
import {
  type Audit,
  type AuditEntry,
  BEGINNING,
  type ChainedEntry,
  chain,
} from '../../../audit/audit.ts';
import type { Database } from './database.ts';

const Row = z.object({
  seq: z.int(),
  hash: z.string(),
  run: z.string(),
  at: z.int(),
  who: z.string(),
  face: z.enum(['sms', 'claude', 'console', 'menu']),
  action: z.string(),
  input: z.string(),
  event: z.enum([
    'asked',
    'started',
    'sent',
    'done',
    'failed',
    'unconfirmed',
    'dropped',
    'refused',
    'wrong-code',
    'locked',
    'unlocked',
  ]),
  words: z.string(),
  trip: z
    .string()
    .nullable()
    .transform((trip) => trip ?? undefined),
});

const COLUMNS = 'seq, hash, run, at, who, face, action, input, event, words, trip';

/** Stores the record of actions in a table whose triggers forbid changing or deleting a line. */
export function createAuditStore({ sql, atomically }: Pick<Database, 'sql' | 'atomically'>): Audit {
  const newest = sql.prepare(`SELECT ${COLUMNS} FROM audit ORDER BY seq DESC LIMIT ?`);
  const insert = sql.prepare(
    `INSERT INTO audit (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const open = sql.prepare(
    `SELECT ${COLUMNS} FROM audit AS a WHERE event = 'started' AND NOT EXISTS (
       SELECT 1 FROM audit AS b WHERE b.run = a.run
       AND b.event IN ('done', 'failed', 'unconfirmed')) ORDER BY seq`,
  );
  const ofRun = sql.prepare(`SELECT ${COLUMNS} FROM audit WHERE run = ? ORDER BY seq`);
  const every = sql.prepare(`SELECT ${COLUMNS} FROM audit ORDER BY seq`);

  return {
    add: (entry: AuditEntry) =>
      atomically(() => {
        const [last] = newest.all(1).map((row) => Row.parse(row));
        const seq = (last?.seq ?? 0) + 1;
        const { run, at, who, face, action, input, event, words, trip } = entry;
        const link = chain(last?.hash ?? BEGINNING, seq, entry);
        insert.run(seq, link, run, at, who, face, action, input, event, words, trip ?? null);
      }),
    last: (count) => newest.all(count).map((row) => Row.parse(row)),
    linesOf: (run) => ofRun.all(run).map((row) => Row.parse(row)),
    unfinished: () => open.all().map((row) => Row.parse(row)),
    *all(): Iterable<ChainedEntry> {
      for (const row of every.iterate()) yield Row.parse(row);
    },
  };
}
