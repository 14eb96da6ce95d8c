import type { AsyncReading } from '../../core/reading.ts';
import { type SearchEntry, toKnownEntries } from './area.ts';
import type { Inventory } from './inventory.ts';

interface Names {
  readonly entries: readonly SearchEntry[];
  /** How many of each subject run. */
  readonly running: ReadonlyMap<string, number>;
}

/** Reads, and records the names in the answer. The write is not awaited, and its failure does not spoil the answer. */
export const recordNames =
  <T>(
    read: () => AsyncReading<T>,
    { area, inventory }: { readonly area: string; readonly inventory: Inventory },
    namesOf: (value: T) => Names,
  ) =>
  async (): AsyncReading<T> => {
    const answer = await read();
    if (answer.ok) {
      const { entries, running } = namesOf(answer.value.value);
      const writes = [inventory.noteRunning(running), inventory.see(area, toKnownEntries(entries))];
      Promise.all(writes).catch(() => {});
    }
    return answer;
  };
