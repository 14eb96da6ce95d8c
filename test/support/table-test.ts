import { test as everyTest } from 'vitest';
import { rowsOf } from './share.ts';

/** Vitest's `test`, whose tables are as long as `ROW_STRIDE` lets them: for files that start a relay for each row. */
export const test: typeof everyTest = new Proxy(everyTest, {
  get(target, name) {
    if (name === 'for') return (table: readonly unknown[]) => target.for(rowsOf(table));
    const value: unknown = Reflect.get(target, name);
    return value;
  },
});
