import type { Inventory } from '../../areas/shared/inventory.ts';
import type { Sessions } from '../../conversation/sessions.ts';
import type { Clock } from '../../core/clock.ts';
import type { Allowances, RateLimit } from '../../inbox/rate-limit.ts';
import type { Person } from '../../people/person.ts';
import type { Leadership, Replica } from '../../store/leadership.ts';
import type { Stores } from './stores.ts';

/** The database cannot be used, for a reason that the operator can fix. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** Checks that texts and actions can be stored. */
export interface StorageHealth {
  /** Returns the reason why nothing can be written now. A text cannot be answered exactly once then, and is better not accepted. */
  readonly obstacle: () => Promise<string | undefined>;
  /** The obstacle, and what will soon become one. */
  readonly problems: () => Promise<readonly string[]>;
}

/** Everything that the relay stores, on the engine that `DATABASE_URL` names. */
export interface RelayStorage extends AsyncDisposable {
  readonly stores: Stores;
  readonly inventory: Inventory;
  readonly sessions: Sessions;
  readonly health: StorageHealth;
  /** Returns the id of this relay, which all of its replicas share. */
  readonly instance: () => string;
  /** Missing where one process counts by itself. */
  readonly rateLimit?: RateLimit;
  /** The time of the database, where several replicas have to agree on it. */
  readonly clock: Clock;
  /** Decides which of the processes on this storage sends texts and does the other duties. */
  readonly leadership: Leadership;
}

export interface StorageSettings {
  readonly databaseUrl: string;
  readonly textsPerHour: number;
  readonly sessionIdleMs: number;
  readonly answers: Allowances;
  readonly people: { readonly all: readonly Person[] };
  readonly replica: Replica;
  readonly log: Record<'info' | 'warn' | 'error', (details: object, message: string) => void>;
}
