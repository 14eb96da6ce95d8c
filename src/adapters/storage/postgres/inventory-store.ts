import type { Inventory } from '../../../areas/shared/inventory.ts';
import type { Clock } from '../../../core/clock.ts';
import { createCachedInventory } from '../cached-inventory.ts';
import { BlockedClientRow, ExpectedOffRow, KnownEntryRow, RunningRow } from '../inventory-rows.ts';
import { type PgConnection, statement } from './connection.ts';

/** Replicas listen on this channel for marks that people set. */
export const MARKED = 'relay_inventory';

const NOTIFY = statement(`SELECT pg_notify('${MARKED}', '')`);

const PUT = statement(
  `INSERT INTO known_entry (subject, area, name, text, screen, screen_subject, seen_at, aliases)
   SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[])
     AS e (subject, area, name, text, screen, screen_subject, seen_at, aliases) ORDER BY subject
   ON CONFLICT (subject) DO UPDATE SET name = excluded.name, text = excluded.text, screen = excluded.screen,
     screen_subject = excluded.screen_subject, seen_at = excluded.seen_at, aliases = excluded.aliases`,
);
const DROP = statement('DELETE FROM known_entry WHERE subject = ANY($1)');
const PUT_RUNNING = statement(
  `INSERT INTO most_running AS m (subject, most)
   SELECT * FROM unnest($1::text[], $2::int[]) AS r (subject, most) ORDER BY subject
   ON CONFLICT (subject) DO UPDATE SET most = greatest(m.most, excluded.most)`,
);
const PUT_OFF = statement(
  `INSERT INTO expected_off (subject, name) VALUES ($1, $2)
   ON CONFLICT (subject) DO UPDATE SET name = excluded.name`,
);
const DROP_OFF = statement('DELETE FROM expected_off WHERE subject = $1');
const PUT_BLOCKED = statement(
  `INSERT INTO blocked_client (id, name) VALUES ($1, $2)
   ON CONFLICT (id) DO UPDATE SET name = excluded.name`,
);
const DROP_BLOCKED = statement('DELETE FROM blocked_client WHERE id = $1');
const ENTRIES = statement('SELECT * FROM known_entry ORDER BY subject');
const RUNNING = statement('SELECT subject, most FROM most_running');
const OFF = statement('SELECT subject, name FROM expected_off ORDER BY name');
const BLOCKED = statement('SELECT id, name FROM blocked_client ORDER BY id');

interface StoredInventory extends Inventory {
  /** Reads what other replicas have written. */
  readonly reload: () => Promise<void>;
}

/** Stores the inventory. Each replica keeps it in memory, and hears of marks that people set at another one. */
export function createInventoryStore(connection: PgConnection, clock: Clock): StoredInventory {
  const { rows, run } = connection;

  async function mark(...change: Parameters<PgConnection['run']>): Promise<void> {
    await run(...change);
    await rows(NOTIFY);
  }

  const inventory = createCachedInventory(
    {
      async writeEntries(changed, gone) {
        await run(
          PUT,
          changed.map(({ subject }) => subject),
          changed.map(({ area }) => area),
          changed.map(({ name }) => name),
          changed.map(({ text }) => text),
          changed.map(({ opens }) => opens.screen),
          changed.map(({ opens }) => opens.subject ?? null),
          changed.map(({ seenAt }) => seenAt),
          changed.map(({ aliases = [] }) => JSON.stringify(aliases)),
        );
        if (gone.length > 0) await run(DROP, gone);
      },
      async writeRunning(running) {
        await run(
          PUT_RUNNING,
          running.map(([subject]) => subject),
          running.map(([, most]) => most),
        );
      },
      addOff: ({ subject, name }) => mark(PUT_OFF, subject, name),
      removeOff: (subject) => mark(DROP_OFF, subject),
      addBlocked: ({ id, name }) => mark(PUT_BLOCKED, id, name),
      removeBlocked: (id) => mark(DROP_BLOCKED, id),
    },
    clock,
  );
  async function readAll(): Promise<void> {
    const [entries, running, off, blocked] = await Promise.all(
      [ENTRIES, RUNNING, OFF, BLOCKED].map((what) => rows(what)),
    );
    inventory.load({
      entries: (entries ?? []).map((row) => KnownEntryRow.parse(row)),
      running: (running ?? []).map((row) => RunningRow.parse(row)),
      off: (off ?? []).map((row) => ExpectedOffRow.parse(row)),
      blocked: (blocked ?? []).map((row) => BlockedClientRow.parse(row)),
    });
  }

  let isWanted = false;
  let reloading: Promise<void> | undefined;

  /** Reads again what was changed while it was read: an older state must not come last. */
  async function reloadWhileWanted(): Promise<void> {
    try {
      while (isWanted) {
        isWanted = false;
        await readAll();
      }
    } finally {
      reloading = undefined;
    }
  }

  return {
    ...inventory,
    reload() {
      isWanted = true;
      reloading ??= reloadWhileWanted();
      return reloading;
    },
  };
}
