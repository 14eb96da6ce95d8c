import { z } from 'zod';
import type {
  BlockedClient,
  ExpectedOff,
  Inventory,
  KnownEntry,
  SeenEntry,
} from '../../../areas/shared/inventory.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Connection } from './connection.ts';

const Aliases = z.array(z.string());

const Row = z
  .object({
    subject: z.string(),
    area: z.string(),
    name: z.string(),
    aliases: z.string(),
    text: z.string(),
    screen: z.string(),
    screen_subject: z.string().nullable(),
    seen_at: z.number(),
  })
  .transform(({ screen, screen_subject, seen_at, aliases, ...row }) => ({
    ...row,
    aliases: Aliases.parse(JSON.parse(aliases)),
    opens: { screen, ...(screen_subject !== null && { subject: screen_subject }) },
    seenAt: seen_at,
  }));

const Running = z.object({ subject: z.string(), most: z.number() });
const Off = z.object({ subject: z.string(), name: z.string() });
const Blocked = z.object({ id: z.string(), name: z.string() });

/** Entries that no source has named for this long are deleted. */
const KEEP_MS = 30 * 24 * 60 * 60_000;

/** An unchanged entry is written again only after this long. */
const WRITE_INTERVAL_MS = 60 * 60_000;

/** Entries stored of one area: no home has more. */
const MAX_ENTRIES = 5000;

/** Stores the inventory in SQLite. It is read once at start and then kept in memory. */
export function createSqliteInventory({ sql, write: commit }: Connection, clock: Clock): Inventory {
  const put = sql.prepare(
    `INSERT INTO thing (subject, area, name, text, screen, screen_subject, seen_at, aliases)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (subject) DO UPDATE SET name = excluded.name, text = excluded.text,
       screen = excluded.screen, screen_subject = excluded.screen_subject, seen_at = excluded.seen_at,
       aliases = excluded.aliases`,
  );
  const drop = sql.prepare('DELETE FROM thing WHERE subject = ?');
  const putRunning = sql.prepare(
    'INSERT OR REPLACE INTO most_running (subject, most) VALUES (?, ?)',
  );
  const putOff = sql.prepare('INSERT OR REPLACE INTO expected_off (subject, name) VALUES (?, ?)');
  const dropOff = sql.prepare('DELETE FROM expected_off WHERE subject = ?');

  const putBlocked = sql.prepare('INSERT OR REPLACE INTO blocked_client (id, name) VALUES (?, ?)');
  const dropBlocked = sql.prepare('DELETE FROM blocked_client WHERE id = ?');

  const areas = new Map<string, Map<string, SeenEntry>>();
  const writtenAt = new Map<string, number>();
  for (const row of sql.prepare('SELECT * FROM thing ORDER BY rowid').all()) {
    const { area, ...thing } = Row.parse(row);
    entriesOf(area).set(thing.subject, thing);
    writtenAt.set(thing.subject, thing.seenAt);
  }
  const most = new Map(
    sql
      .prepare('SELECT subject, most FROM most_running')
      .all()
      .map((row) => Running.parse(row))
      .map((row) => [row.subject, row.most] as const),
  );
  const off = new Map(
    sql
      .prepare('SELECT subject, name FROM expected_off ORDER BY name')
      .all()
      .map((row) => Off.parse(row))
      .map((row) => [row.subject, row] as const),
  );
  const blocked = new Map(
    sql
      .prepare('SELECT id, name FROM blocked_client ORDER BY id')
      .all()
      .map((row) => Blocked.parse(row))
      .map((row) => [row.id, row] as const),
  );

  function entriesOf(area: string): Map<string, SeenEntry> {
    const things = areas.get(area) ?? new Map<string, SeenEntry>();
    areas.set(area, things);
    return things;
  }

  function write(area: string, thing: SeenEntry): void {
    const { subject, name, text, opens, seenAt, aliases = [] } = thing;
    const place = [opens.screen, opens.subject ?? null] as const;
    put.run(subject, area, name, text, ...place, seenAt, JSON.stringify(aliases));
  }

  return {
    known: (area) => [...(areas.get(area)?.values() ?? [])],
    maxRunning: (subject) => most.get(subject) ?? 0,
    isExpectedOff: (subject) => off.has(subject),
    listExpectedOff: () => [...off.values()],
    listBlocked: () => [...blocked.values()],

    async see(area, seen) {
      const now = clock.now();
      const stored = entriesOf(area);
      const entries = seen.slice(0, MAX_ENTRIES).map((thing) => ({ ...thing, seenAt: now }));
      const changed = entries.filter((it) => {
        const before = stored.get(it.subject);
        const isOld = now - (writtenAt.get(it.subject) ?? 0) > WRITE_INTERVAL_MS;
        return isOld || !before || !isSame(before, it);
      });
      const gone = [...stored.values()].filter(({ seenAt }) => now - seenAt > KEEP_MS);
      for (const it of entries) stored.set(it.subject, it);
      for (const { subject } of gone) stored.delete(subject);
      if (changed.length === 0 && gone.length === 0) return;
      await commit(() => {
        for (const it of changed) write(area, it);
        for (const { subject } of gone) drop.run(subject);
      });
      for (const { subject } of changed) writtenAt.set(subject, now);
    },

    async noteRunning(running) {
      const more = [...running].filter(([subject, count]) => count > (most.get(subject) ?? 0));
      if (more.length === 0) return;
      for (const [subject, count] of more) most.set(subject, count);
      await commit(() => {
        for (const [subject, count] of more) putRunning.run(subject, count);
      });
    },

    async expectOff({ subject, name }: ExpectedOff) {
      await commit(() => putOff.run(subject, name));
      off.set(subject, { subject, name });
    },

    async expectOn(subject) {
      await commit(() => dropOff.run(subject));
      return off.delete(subject);
    },

    async noteBlocked({ id, name }: BlockedClient) {
      await commit(() => putBlocked.run(id, name));
      blocked.set(id, { id, name });
    },

    async noteUnblocked(id) {
      await commit(() => dropBlocked.run(id));
      blocked.delete(id);
    },
  };
}

const isSame = (a: KnownEntry, b: KnownEntry): boolean =>
  a.name === b.name &&
  a.text === b.text &&
  String(a.aliases ?? []) === String(b.aliases ?? []) &&
  a.opens.screen === b.opens.screen &&
  a.opens.subject === b.opens.subject;
