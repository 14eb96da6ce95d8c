import { type Area, toKnownEntries } from './area.ts';
import type { Inventory } from './inventory.ts';

/** Stores the names an area shows, so that they stay known while its source does not answer. */
export const keepNames = (area: Area, inventory: Inventory): Area => ({
  ...area,
  known: () => inventory.known(area.info.name),
  async searchEntries(about) {
    const answer = await area.searchEntries(about);
    // Not awaited, and a failed write does not spoil the answer.
    if (answer.ok) {
      const lasting = answer.value.seen.filter(({ isPassing = false }) => !isPassing);
      inventory.see(area.info.name, toKnownEntries(lasting)).catch(() => {});
    }
    return answer;
  },
});
