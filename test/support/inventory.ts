import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteInventory } from '../../src/adapters/sqlite/sqlite-inventory.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Inventory } from '../../src/inventory/inventory.ts';

/** An inventory that knows nothing yet, and keeps what it learns in memory. */
export const emptyInventory = (clock: Clock): Inventory =>
  createSqliteInventory(openDatabase('memory:'), clock);
