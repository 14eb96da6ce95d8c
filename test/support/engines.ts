import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { createStores } from '../../src/adapters/storage/sqlite/stores.ts';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import type { Clock } from '../../src/core/clock.ts';

/** A database of an engine that the stores are tested on. */
export interface TestDatabase extends Disposable {
  /** Opens the stores as another process does, or the same one after a restart. */
  readonly open: (clock: Clock) => Stores;
  /** All that is stored, as text. */
  readonly dump: () => string;
}

/** An engine by its name, and how an empty database of it is made. */
export type Engine = readonly [name: string, create: () => TestDatabase];

const TABLES = ['pending_approval', 'confirmed_code', 'dialogue'] as const;

function sqlite(open: () => ReturnType<typeof openDatabase>, cleanup: DisposableStack) {
  const opened: ReturnType<typeof openDatabase>[] = [];
  return {
    open(clock: Clock): Stores {
      const database = open();
      opened.push(database);
      return createStores(database, { textsPerHour: 1000, clock });
    },
    dump: () =>
      JSON.stringify(TABLES.map((table) => opened[0]?.sql.prepare(`SELECT * FROM ${table}`).all())),
    [Symbol.dispose]: () => cleanup.dispose(),
  };
}

/** Two processes share nothing here but the connection. */
function inMemory(): TestDatabase {
  const cleanup = new DisposableStack();
  const database = cleanup.use(openDatabase('memory:'));
  return sqlite(() => database, cleanup);
}

/** Each process has a connection of its own. */
function inFile(): TestDatabase {
  const cleanup = new DisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'stores-'));
  cleanup.defer(() => rmSync(folder, { recursive: true }));
  const url = `sqlite:${join(folder, 'relay.db')}`;
  return sqlite(() => cleanup.use(openDatabase(url)), cleanup);
}

export const ENGINES: readonly Engine[] = [
  ['sqlite in memory', inMemory],
  ['sqlite in a file', inFile],
];
