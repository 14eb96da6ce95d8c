import type { Inventory } from '../../../areas/shared/inventory.ts';
import type { Clock } from '../../../core/clock.ts';
import { createCachedInventory } from '../cached-inventory.ts';
import { BlockedClientRow, ExpectedOffRow, KnownEntryRow, RunningRow } from '../inventory-rows.ts';
import type { Connection } from './connection.ts';

/** Stores the inventory in SQLite. It is read once at start and then kept in memory. */
export function createSqliteInventory({ sql, write }: Connection, clock: Clock): Inventory {
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
  const all = (query: string) => sql.prepare(query).all();

  const inventory = createCachedInventory(
    {
      writeEntries: (changed, gone) =>
        write(() => {
          for (const { area, subject, name, text, opens, seenAt, aliases = [] } of changed) {
            const place = [opens.screen, opens.subject ?? null] as const;
            put.run(subject, area, name, text, ...place, seenAt, JSON.stringify(aliases));
          }
          for (const subject of gone) drop.run(subject);
        }),
      writeRunning: (running) =>
        write(() => {
          for (const [subject, count] of running) putRunning.run(subject, count);
        }),
      addOff: ({ subject, name }) => write(() => void putOff.run(subject, name)),
      removeOff: (subject) => write(() => void dropOff.run(subject)),
      addBlocked: ({ id, name }) => write(() => void putBlocked.run(id, name)),
      removeBlocked: (id) => write(() => void dropBlocked.run(id)),
    },
    clock,
  );
  inventory.load({
    entries: all('SELECT * FROM thing ORDER BY rowid').map((row) => KnownEntryRow.parse(row)),
    running: all('SELECT subject, most FROM most_running').map((row) => RunningRow.parse(row)),
    off: all('SELECT subject, name FROM expected_off ORDER BY name').map((row) =>
      ExpectedOffRow.parse(row),
    ),
    blocked: all('SELECT id, name FROM blocked_client ORDER BY id').map((row) =>
      BlockedClientRow.parse(row),
    ),
  });
  return inventory;
}
