import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApprovalStores } from '../../src/adapters/storage/sqlite/approval-stores.ts';
import { createBudgetStore } from '../../src/adapters/storage/sqlite/budget-store.ts';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { createElapsed } from '../../src/adapters/storage/sqlite/elapsed.ts';
import { createHistoryStore } from '../../src/adapters/storage/sqlite/history-store.ts';
import { transactOver } from '../../src/adapters/storage/sqlite/transact-over.ts';
import type { ApprovalStores } from '../../src/approvals/approval-stores.ts';
import type { SpendLedger } from '../../src/assistant/budget.ts';
import type { History } from '../../src/assistant/history.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Transact } from '../../src/store/transact.ts';

interface Stores extends ApprovalStores {
  readonly ledger: SpendLedger;
  readonly history: History;
}

/** What one process has of a database. */
export interface OpenedStores extends Stores {
  readonly transact: Transact<Stores>;
}

/** A database of an engine that the stores are tested on. */
export interface TestDatabase extends Disposable {
  /** Opens the stores as another process does, or the same one after a restart. */
  readonly open: (clock: Clock) => OpenedStores;
  /** All that is stored, as text. */
  readonly dump: () => string;
}

/** An engine by its name, and how an empty database of it is made. */
export type Engine = readonly [name: string, create: () => TestDatabase];

const TABLES = ['pending_approval', 'confirmed_code', 'dialogue'] as const;

function sqlite(open: () => ReturnType<typeof openDatabase>, cleanup: DisposableStack) {
  const opened: ReturnType<typeof openDatabase>[] = [];
  return {
    open(clock: Clock): OpenedStores {
      const database = open();
      opened.push(database);
      const approvals = openApprovalStores(clock);
      const elapsed = createElapsed(clock);
      const storesOn = (connection: Parameters<typeof approvals>[0]): Stores => ({
        ...approvals(connection),
        ledger: createBudgetStore(connection),
        history: createHistoryStore(connection, elapsed),
      });
      return { ...storesOn(database), transact: transactOver(database, storesOn) };
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
