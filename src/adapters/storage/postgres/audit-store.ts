import {
  type Audit,
  type AuditEntry,
  BEGINNING,
  type ChainedEntry,
  chain,
  type LatestExecution,
} from '../../../audit/audit.ts';
import { AuditRow } from '../audit-row.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';
import { isAbandoned } from './is-abandoned.ts';

const COLUMNS = 'seq, hash, run, at, who, face, action, input, event, words, trip';

/** Lines of one page of `all`. */
const PAGE = 1000;

const ENDS = "('done', 'failed', 'unconfirmed')";

const NEWEST = statement(`SELECT ${COLUMNS} FROM audit ORDER BY seq DESC LIMIT $1`);
const INSERT = statement(
  `INSERT INTO audit (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
);
const HAS_END = statement(`SELECT 1 FROM audit WHERE run = $1 AND event IN ${ENDS} LIMIT 1`);
const LATEST = statement(
  `SELECT run FROM audit WHERE event = 'started' AND action = $1 AND input = $2
   ORDER BY seq DESC LIMIT 1`,
);
const OF_RUN = statement(`SELECT ${COLUMNS} FROM audit WHERE run = $1 ORDER BY seq`);
const PAGE_AFTER = statement(
  `SELECT ${COLUMNS} FROM audit WHERE seq > $1 ORDER BY seq LIMIT ${PAGE}`,
);
const OPEN = `SELECT ${COLUMNS} FROM audit AS a WHERE event = 'started'
  AND NOT EXISTS (SELECT 1 FROM audit AS b WHERE b.run = a.run AND b.event IN ${ENDS})`;
const UNFINISHED = statement(`${OPEN} ORDER BY seq`);
const ORPHANED = statement(
  `${OPEN} AND NOT EXISTS (
     SELECT 1 FROM evidence WHERE evidence.run = a.run AND NOT ${isAbandoned('evidence')})
   ORDER BY seq`,
);
/** From now on this replica follows them. */
const CLAIM = statement(
  `INSERT INTO evidence (run, seen, owner) SELECT unnest($1::text[]), '{}', $2
   ON CONFLICT (run) DO UPDATE SET owner = excluded.owner`,
);

/** Stores the record of actions in a table whose trigger forbids changing or deleting a line. */
export function createAuditStore(connection: PgConnection, replica: string): Audit {
  const { rows, decide } = connection;

  async function last(count: number, { rows: read } = connection) {
    return (await read(NEWEST, count)).map((row) => AuditRow.parse(row));
  }

  async function add(inside: PgConnection, entry: AuditEntry): Promise<void> {
    const [before] = await last(1, inside);
    const seq = (before?.seq ?? 0) + 1;
    const { run: id, at, who, face, action, input, event, words, trip } = entry;
    const link = chain(before?.hash ?? BEGINNING, seq, entry);
    const fields = [id, at, who, face, action, input, event, words, trip ?? null];
    await inside.run(INSERT, seq, link, ...fields);
  }

  const isEnded = async (inside: PgConnection, id: string): Promise<boolean> =>
    (await firstRow(inside, HAS_END, id)) !== undefined;

  async function latestOf(
    inside: PgConnection,
    action: string,
    input: string,
  ): Promise<LatestExecution | undefined> {
    const row = await firstRow(inside, LATEST, action, input);
    if (!row) return undefined;
    const id = String(row['run']);
    return { run: id, isOpen: !(await isEnded(inside, id)) };
  }

  return {
    add: (entry) => decide((inside) => add(inside, entry)),
    begin: (entry, before) =>
      decide(async (inside) => {
        const found = await latestOf(inside, entry.action, entry.input);
        if (found?.isOpen || found?.run !== before) return false;
        await add(inside, entry);
        return true;
      }),
    end: (entry) =>
      decide(async (inside) => {
        if (await isEnded(inside, entry.run)) return false;
        await add(inside, entry);
        return true;
      }),
    latestOf: (action, input) => latestOf(connection, action, input),
    last: (count) => last(count),
    linesOf: async (id) => (await rows(OF_RUN, id)).map((row) => AuditRow.parse(row)),
    unfinished: async () => (await rows(UNFINISHED)).map((row) => AuditRow.parse(row)),
    orphaned: () =>
      decide(async (inside) => {
        const open = (await inside.rows(ORPHANED)).map((row) => AuditRow.parse(row));
        const runs = open.map((entry) => entry.run);
        if (runs.length > 0) await inside.run(CLAIM, runs, replica);
        return open;
      }),
    async *all(): AsyncIterable<ChainedEntry> {
      let seq = 0;
      for (;;) {
        const page = (await rows(PAGE_AFTER, seq)).map((row) => AuditRow.parse(row));
        yield* page;
        seq = page.at(-1)?.seq ?? seq;
        if (page.length < PAGE) return;
      }
    },
  };
}
