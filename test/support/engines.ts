import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { statement } from '../../src/adapters/storage/postgres/connection.ts';
import { openPool, type PgDatabase } from '../../src/adapters/storage/postgres/database.ts';
import { migrate } from '../../src/adapters/storage/postgres/migrate.ts';
import { createStores as createPostgresStores } from '../../src/adapters/storage/postgres/stores.ts';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { createStores } from '../../src/adapters/storage/sqlite/stores.ts';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import type { Clock } from '../../src/core/clock.ts';
import { createTestDatabase } from './postgres.ts';
import { HOW_TO_INSTALL_POSTGRES, isPostgresMissing } from './postgres-programs.ts';

/** A database of an engine that the stores are tested on. */
export interface TestDatabase extends AsyncDisposable {
  /** Opens the stores as another process does, or the same one after a restart. */
  readonly open: (clock: Clock) => Promise<Stores>;
  /** All that is stored, as text. */
  readonly dump: () => Promise<string>;
}

/** Creates an empty database. */
type CreateDatabase = () => Promise<TestDatabase>;

/** An engine that the stores run on. */
interface Engine {
  readonly name: string;
  readonly create: CreateDatabase;
  /** True when several processes can use one database. */
  readonly isShared: boolean;
  /** The reason why it cannot be tested here. */
  readonly missing?: string | undefined;
}

const TABLES = ['pending_approval', 'confirmed_code', 'dialogue'] as const;

function sqlite(
  open: () => ReturnType<typeof openDatabase>,
  cleanup: DisposableStack,
): TestDatabase {
  const opened: ReturnType<typeof openDatabase>[] = [];
  return {
    async open(clock) {
      const database = open();
      opened.push(database);
      return createStores(database, { textsPerHour: 1000, clock });
    },
    dump: async () =>
      JSON.stringify(TABLES.map((table) => opened[0]?.sql.prepare(`SELECT * FROM ${table}`).all())),
    [Symbol.asyncDispose]: async () => cleanup.dispose(),
  };
}

/** Two processes share nothing here but the connection. */
async function inMemory(): Promise<TestDatabase> {
  const cleanup = new DisposableStack();
  const database = cleanup.use(openDatabase('memory:'));
  return sqlite(() => database, cleanup);
}

/** Each process has a connection of its own. */
async function inFile(): Promise<TestDatabase> {
  const cleanup = new DisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'stores-'));
  cleanup.defer(() => rmSync(folder, { recursive: true }));
  const url = `sqlite:${join(folder, 'relay.db')}`;
  return sqlite(() => cleanup.use(openDatabase(url)), cleanup);
}

async function inPostgres(): Promise<TestDatabase> {
  await using cleanup = new AsyncDisposableStack();
  const { url } = cleanup.use(await createTestDatabase());
  await migrate(url, 'test');
  const opened: PgDatabase[] = [];
  const owned = cleanup.move();
  return {
    async open(clock) {
      const database = owned.use(openPool({ url, replica: 'test', maxConnections: 3 }));
      opened.push(database);
      const settings = { replica: randomUUID(), textsPerHour: 1000, clock };
      const stores = createPostgresStores(database, { ...settings, fencingToken: () => undefined });
      await stores.startMeasuring();
      return stores;
    },
    async dump() {
      const [database] = opened;
      if (!database) return '';
      const tables = TABLES.map((table) => database.rows(statement(`SELECT * FROM ${table}`)));
      return JSON.stringify(await Promise.all(tables));
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const ENGINES: readonly Engine[] = [
  { name: 'sqlite in memory', create: inMemory, isShared: false },
  { name: 'sqlite in a file', create: inFile, isShared: true },
  {
    ...{ name: 'postgres', create: inPostgres, isShared: true },
    missing: isPostgresMissing ? HOW_TO_INSTALL_POSTGRES : undefined,
  },
];

type Tests = (create: CreateDatabase) => void;

function describeOn(engines: readonly Engine[], suite: string, tests: Tests): void {
  for (const { name, create, missing } of engines) {
    const reason = missing === undefined ? '' : ` (else: ${missing})`;
    describe.skipIf(missing !== undefined)(`${suite}, ${name}${reason}`, () => tests(create));
  }
}

/** Describes the stores on every engine. `suite` is the subject of the sentences that its tests are named by. */
export const describeOnEngines = (suite: string, tests: Tests): void =>
  describeOn(ENGINES, suite, tests);

/** Describes several processes on one database, on every engine that allows them. */
export const describeOnSharedEngines = (suite: string, tests: Tests): void =>
  describeOn(
    ENGINES.filter(({ isShared }) => isShared),
    suite,
    tests,
  );
