import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { createStores } from '../../src/adapters/storage/sqlite/stores.ts';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import type { Clock } from '../../src/core/clock.ts';

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

const ENGINES: readonly Engine[] = [
  { name: 'sqlite in memory', create: inMemory, isShared: false },
  { name: 'sqlite in a file', create: inFile, isShared: true },
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
