import { type Area, toKnownThings } from './area.ts';
import type { Inventory } from './inventory.ts';

/** The same area, whose things stay known by their names when it does not answer. */
export const keepNames = (area: Area, inventory: Inventory): Area => ({
  ...area,
  known: () => inventory.known(area.nameplate.name),
  async things(about) {
    const answer = await area.things(about);
    // Nobody waits for it, and an answer is no worse when it cannot be written.
    if (answer.ok) {
      const lasting = answer.value.seen.filter(({ isPassing = false }) => !isPassing);
      inventory.see(area.nameplate.name, toKnownThings(lasting)).catch(() => {});
    }
    return answer;
  },
});
