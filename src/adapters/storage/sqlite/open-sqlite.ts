import type { Clock } from '../../../core/clock.ts';
import type { Person } from '../../../people/person.ts';
import { createSoleLeadership, type Replica } from '../../../store/leadership.ts';
import { createMemorySessions } from '../memory/memory-sessions.ts';
import type { RelayStorage } from '../relay-storage.ts';
import { adoptRecords } from './adopt-records.ts';
import { openDatabase } from './database.ts';
import { createSqliteInventory } from './sqlite-inventory.ts';
import { createStorageHealth } from './storage-health.ts';
import { createStores } from './stores.ts';

/** The largest number of sessions kept at once. */
const MAX_SESSIONS = 10_000;

interface Settings {
  readonly databaseUrl: string;
  readonly textsPerHour: number;
  readonly sessionIdleMs: number;
  readonly people: { readonly all: readonly Person[] };
  readonly replica: Replica;
  readonly clock: Clock;
}

/** Opens everything that the relay stores in a file, or in memory. Sessions are in memory in any case. */
export function openSqlite(settings: Settings): RelayStorage {
  const { databaseUrl, sessionIdleMs, people, replica, clock } = settings;
  const database = openDatabase(databaseUrl);
  adoptRecords(database, people.all);
  return {
    stores: createStores(database, settings),
    inventory: createSqliteInventory(database, clock),
    sessions: createMemorySessions({ clock, idleMs: sessionIdleMs, maxSessions: MAX_SESSIONS }),
    health: createStorageHealth(database),
    leadership: createSoleLeadership(replica),
    [Symbol.asyncDispose]: async () => database[Symbol.dispose](),
  };
}
