import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { createSqliteInventory } from '../../src/adapters/storage/sqlite/sqlite-inventory.ts';
import type { Inventory } from '../../src/areas/shared/inventory.ts';
import type { Clock } from '../../src/core/clock.ts';

/** An inventory that knows nothing yet, and keeps what it learns in memory. */
export const emptyInventory = (clock: Clock): Inventory =>
  createSqliteInventory(openDatabase('memory:'), clock);
