import type { Clock } from '../core/clock.ts';
import { ok } from '../core/result.ts';
import type { Area, Glance } from './area.ts';
import type { Screen } from './menu.ts';

/** The longest the status line may wait for fresher readings than those at hand. */
const MOMENT_MS = 250;

/** The status line: made of what is known, after a moment's chance to know it better. */
export function homeView(areas: readonly Area[], clock: Clock): Screen['view'] {
  return async () => {
    const refreshed = Promise.allSettled(areas.map((area) => area.refresh()));
    await Promise.race([refreshed, clock.wait(MOMENT_MS)]);
    return ok({ text: statusLine(areas.map((area) => area.glance())), rows: [] });
  };
}

/** `OK.` only when every area is known, fresh and fine; trouble comes first, marked `!`. */
function statusLine(glances: readonly Glance[]): string {
  if (glances.length === 0) return 'Nothing is set up yet: no backend is configured.';
  const troubles = glances.filter(({ mood }) => mood === 'trouble').map(({ text }) => text);
  const others = glances.filter(({ mood }) => mood !== 'trouble').map(({ text }) => text);
  if (troubles.length > 0)
    return [`! ${troubles.join(', ')}`, others.join(', ')].filter(Boolean).join('\n');
  const isAllFine = glances.every(({ mood }) => mood === 'fine');
  return `${isAllFine ? 'OK. ' : ''}${others.join(', ')}`;
}
