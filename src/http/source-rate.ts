import type { Clock } from '../core/clock.ts';

const PER_SECOND = 20;
const MAX_SOURCES = 1000;

/** Returns a function that takes one of the twenty turns a second of a source; it returns false beyond them. */
export function createSourceRate(clock: Pick<Clock, 'steady'>): (source: string) => boolean {
  const seconds = new Map<string, { readonly second: number; count: number }>();
  return (source) => {
    const second = Math.floor(clock.steady() / 1000);
    const known = seconds.get(source);
    const turn = known?.second === second ? known : { second, count: 0 };
    turn.count += 1;
    if (seconds.size >= MAX_SOURCES) seconds.clear();
    seconds.set(source, turn);
    return turn.count <= PER_SECOND;
  };
}
