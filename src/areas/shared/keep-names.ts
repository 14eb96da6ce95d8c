import { type Area, toKnownEntries } from './area.ts';
import type { Inventory } from './inventory.ts';

/** The same area, whose things stay known by their names when it does not answer. */
export const keepNames = (area: Area, inventory: Inventory): Area => ({
  ...area,
  known: () => inventory.known(area.info.name),
  async searchEntries(about) {
    const answer = await area.searchEntries(about);
    // Nobody waits for it, and an answer is no worse when it cannot be written.
    if (answer.ok) {
      const lasting = answer.value.seen.filter(({ isPassing = false }) => !isPassing);
      inventory.see(area.info.name, toKnownEntries(lasting)).catch(() => {});
    }
    return answer;
  },
});
