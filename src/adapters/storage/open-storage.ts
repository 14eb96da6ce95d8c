import type { Clock } from '../../core/clock.ts';
import { isPostgres } from './postgres-url.ts';
import type { RelayStorage, StorageSettings } from './relay-storage.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';

/** Opens everything that the relay stores, on the engine that `DATABASE_URL` names. */
export async function openStorage(settings: StorageSettings, clock: Clock): Promise<RelayStorage> {
  if (!isPostgres(settings.databaseUrl)) return openSqlite(settings, clock);
  const { openPostgres } = await import('./postgres/open-postgres.ts');
  return openPostgres(settings, clock);
}
