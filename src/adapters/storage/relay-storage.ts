import type { Inventory } from '../../areas/shared/inventory.ts';
import type { Sessions } from '../../conversation/sessions.ts';
import type { Leadership } from '../../store/leadership.ts';
import type { Stores } from './stores.ts';

/** The database cannot be used, for a reason that the operator can fix. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** Checks that texts and actions can be stored. */
export interface StorageHealth {
  /** Why nothing can be written now. A text cannot be answered exactly once then, and is better not accepted. */
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
  /** Decides which of the processes on this storage sends texts and does the other duties. */
  readonly leadership: Leadership;
}
