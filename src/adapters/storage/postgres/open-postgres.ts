import type { Clock } from '../../../core/clock.ts';
import { describePostgres } from '../postgres-url.ts';
import { DatabaseUnavailable, type RelayStorage, type StorageSettings } from '../relay-storage.ts';
import { adoptRecords } from './adopt-records.ts';
import { clientSettings } from './client.ts';
import { firstRow, statement } from './connection.ts';
import { openPool } from './database.ts';
import { describeFault, isUnreachable } from './faults.ts';
import { createInventoryStore, MARKED } from './inventory-store.ts';
import { joinReplicas } from './leadership.ts';
import { migrate } from './migrate.ts';
import { ADDED } from './outbox-table.ts';
import { createRateLimitStore } from './rate-limit-store.ts';
import { createSessionStore } from './session-store.ts';
import { createStorageHealth } from './storage-health.ts';
import { createStores } from './stores.ts';

/**
 * Opens everything that the relay stores in a PostgreSQL, which several replicas may share. A server that cannot be reached is
 * waited for in the background; one that refuses this relay is an error.
 */
export async function openPostgres(
  settings: StorageSettings,
  system: Clock,
): Promise<RelayStorage> {
  const { databaseUrl: url, replica, people, answers, sessionIdleMs, log } = settings;
  const { textsPerHour } = settings;
  const database = openPool({
    ...{ url, replica: replica.name },
    prepare: () => migrate(url, replica.name),
  });
  await database.prepare().catch(async (cause: unknown) => {
    if (isUnreachable(cause)) return log.warn({ err: cause }, 'the database cannot be reached');
    await database[Symbol.asyncDispose]();
    throw new DatabaseUnavailable(`${describePostgres(url)} ${describeFault(cause)}`, { cause });
  });
  const membership = joinReplicas({
    ...{ client: clientSettings(url, replica.name), self: replica, clock: system, log },
  });
  const { clock, leadership, onNotice } = membership;
  const inventory = createInventoryStore(database, clock);
  const stores = createStores(database, {
    ...{ replica: replica.id, textsPerHour, clock },
    fencingToken: membership.token,
  });

  /** Reads what this replica keeps in memory. */
  let installation = replica.id; // until the database is reached
  async function load(): Promise<void> {
    installation = String((await firstRow(database, INSTALLATION))?.['installation']);
    await adoptRecords(database, people.all);
    await stores.startMeasuring();
    await inventory.reload();
  }

  async function loadOnceReached(): Promise<void> {
    while (!database.isClosed()) {
      const isLoaded = await load().then(
        () => true,
        (err: unknown) => log.warn({ err }, 'the database cannot be read yet'),
      );
      if (isLoaded === true) return;
      await clock.wait(RETRY_MS);
    }
  }

  database.onUncertain(stores.releaseUnknown);
  onNotice(ADDED, stores.announceAdded);
  onNotice(MARKED, () => void inventory.reload().catch(() => {})); // read again with the next notice
  const loading = Promise.all([loadOnceReached(), membership.joined]);
  if (database.outage() === undefined) await Promise.race([loading, system.wait(MAX_LOADING_MS)]);

  return {
    ...{ stores, inventory, clock },
    sessions: createSessionStore(database, { clock, idleMs: sessionIdleMs }),
    rateLimit: createRateLimitStore(database, answers, clock),
    health: createStorageHealth(database),
    leadership,
    instance: () => installation,
    async [Symbol.asyncDispose]() {
      if (database.outage() === undefined) await stores.finishTexts();
      await membership[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

const INSTALLATION = statement('SELECT installation FROM relay_format');

const RETRY_MS = 2000;
/** A start does not wait longer for a database that answers and then does not. */
const MAX_LOADING_MS = 5000;
