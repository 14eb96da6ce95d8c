import { z } from 'zod';
import {
  type Audit,
  type AuditEntry,
  BEGINNING,
  type ChainedEntry,
  chain,
  type LatestExecution,
} from '../../../audit/audit.ts';
import { AuditRow } from '../audit-row.ts';
import type { Connection } from './connection.ts';

const COLUMNS = 'seq, hash, run, at, who, face, action, input, event, words, trip';

/** Lines of one page of `all`. */
const PAGE = 1000;

const ENDS = "('done', 'failed', 'unconfirmed')";

/** Stores the record of actions in a table whose triggers forbid changing or deleting a line. */
export function createAuditStore({ sql, read, write }: Connection): Audit {
  const newest = sql.prepare(`SELECT ${COLUMNS} FROM audit ORDER BY seq DESC LIMIT ?`);
  const insert = sql.prepare(
    `INSERT INTO audit (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const open = sql.prepare(
    `SELECT ${COLUMNS} FROM audit AS a WHERE event = 'started' AND NOT EXISTS (
       SELECT 1 FROM audit AS b WHERE b.run = a.run AND b.event IN ${ENDS}) ORDER BY seq`,
  );
  const hasEnd = sql.prepare(`SELECT 1 FROM audit WHERE run = ? AND event IN ${ENDS}`);
  const latest = sql.prepare(
    `SELECT run FROM audit WHERE event = 'started' AND action = ? AND input = ?
     ORDER BY seq DESC LIMIT 1`,
  );
  const ofRun = sql.prepare(`SELECT ${COLUMNS} FROM audit WHERE run = ? ORDER BY seq`);
  const page = sql.prepare(`SELECT ${COLUMNS} FROM audit WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`);

  function add(entry: AuditEntry): void {
    const [last] = newest.all(1).map((row) => AuditRow.parse(row));
    const seq = (last?.seq ?? 0) + 1;
    const { run, at, who, face, action, input, event, words, trip } = entry;
    const link = chain(last?.hash ?? BEGINNING, seq, entry);
    insert.run(seq, link, run, at, who, face, action, input, event, words, trip ?? null);
  }

  const isEnded = (run: string): boolean => hasEnd.get(run) !== undefined;

  function latestOf(action: string, input: string): LatestExecution | undefined {
    const row = latest.get(action, input);
    if (!row) return undefined;
    const { run } = Run.parse(row);
    return { run, isOpen: !isEnded(run) };
  }

  const unfinished = () => read(() => open.all().map((row) => AuditRow.parse(row)));

  return {
    add: (entry) => write(() => add(entry)),
    begin: (entry, before) =>
      write(() => {
        const found = latestOf(entry.action, entry.input);
        if (found?.isOpen || found?.run !== before) return false;
        add(entry);
        return true;
      }),
    end: (entry) =>
      write(() => {
        if (isEnded(entry.run)) return false;
        add(entry);
        return true;
      }),
    latestOf: (action, input) => read(() => latestOf(action, input)),
    last: (count) => read(() => newest.all(count).map((row) => AuditRow.parse(row))),
    linesOf: (run) => read(() => ofRun.all(run).map((row) => AuditRow.parse(row))),
    unfinished,
    orphaned: unfinished,
    async *all(): AsyncIterable<ChainedEntry> {
      let seq = 0;
      for (;;) {
        const after = seq;
        const rows = await read(() => page.all(after).map((row) => AuditRow.parse(row)));
        yield* rows;
        seq = rows.at(-1)?.seq ?? seq;
        if (rows.length < PAGE) return;
      }
    },
  };
}

const Run = z.object({ run: z.string() });
