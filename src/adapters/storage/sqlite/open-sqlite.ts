import type { Clock } from '../../../core/clock.ts';
import { createSoleLeadership } from '../../../store/leadership.ts';
import { createMemorySessions } from '../memory/memory-sessions.ts';
import type { RelayStorage, StorageSettings } from '../relay-storage.ts';
import { adoptRecords } from './adopt-records.ts';
import { openDatabase } from './database.ts';
import { createSqliteInventory } from './sqlite-inventory.ts';
import { createStorageHealth } from './storage-health.ts';
import { createStores } from './stores.ts';

/** The largest number of sessions kept at once. */
const MAX_SESSIONS = 10_000;

/** Opens everything that the relay stores in a file, or in memory. Sessions are in memory in any case. */
export function openSqlite(settings: StorageSettings, clock: Clock): RelayStorage {
  const { databaseUrl, sessionIdleMs, textsPerHour, people, replica } = settings;
  const database = openDatabase(databaseUrl);
  adoptRecords(database, people.all);
  return {
    stores: createStores(database, { textsPerHour, clock }),
    inventory: createSqliteInventory(database, clock),
    sessions: createMemorySessions({ clock, idleMs: sessionIdleMs, maxSessions: MAX_SESSIONS }),
    health: createStorageHealth(database),
    clock,
    instance: () => replica.id,
    leadership: createSoleLeadership(replica),
    [Symbol.asyncDispose]: async () => database[Symbol.dispose](),
  };
}
