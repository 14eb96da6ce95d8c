import { type Alert, nameOf } from './alert.ts';
import type { Dependencies } from './dependencies.ts';
import { pathAbove } from './dependency-path.ts';
import type { RecentChange } from './recent-changes.ts';

/** The things that one in trouble depends on, and those close below it. */
export interface Branch {
  /** Returns the number of steps to what was changed: 0 for the thing itself; `undefined` off the branch. */
  readonly distanceTo: (change: RecentChange) => number | undefined;
}

/** Below a thing only what is this close counts: everything is below the gateway. */
const MAX_STEPS_BELOW = 2;

/** Shorter names are found in too many titles. */
const MIN_NAME = 3;

/** Creates the branch of the thing that an alert is about. */
export function createBranch(dependencies: Dependencies, alert: Alert): Branch {
  const own = nameOf(alert);
  const place = dependencies.placeOf(alert);
  const names = distancesByName(dependencies, place, own);

  /** Returns the number of steps from one thing up to another; a machine that two areas know is one step. */
  function stepsUp(from: string, to: string): number | undefined {
    let steps = 0;
    let before = dependencies.nameOf(from);
    if (from === to) return 0;
    for (const { subjects, names: here } of pathAbove(dependencies, from)) {
      if (!here.includes(before)) steps += 1;
      before = here[0] ?? before;
      if (subjects.includes(to)) return steps;
    }
    return undefined;
  }

  function distanceOf(changed: string): number | undefined {
    if (place === undefined) return undefined;
    const above = stepsUp(place, changed);
    if (above !== undefined) return above;
    const below = stepsUp(changed, place);
    return below !== undefined && below <= MAX_STEPS_BELOW ? below : undefined;
  }

  return {
    distanceTo({ name, place: known, words }) {
      if (name === undefined) return distanceInWords(words, names);
      const changed = known ?? dependencies.find(name);
      const byPlace = changed === undefined ? undefined : distanceOf(changed);
      return byPlace ?? names.get(name.toLowerCase());
    },
  };
}

/** The names of the thing itself, and of what it depends on. */
function distancesByName(
  dependencies: Dependencies,
  place: string | undefined,
  own: string,
): ReadonlyMap<string, number> {
  const steps = place === undefined ? [] : pathAbove(dependencies, place);
  const above = steps.flatMap(({ names }, at) => names.map((name) => [name, at + 1] as const));
  const self = [own, ...(place === undefined ? [] : [dependencies.nameOf(place)])];
  return new Map(
    [...above.toReversed(), ...self.map((name) => [name, 0] as const)].map(
      ([name, distance]) => [name.toLowerCase(), distance] as const,
    ),
  );
}

/** Returns the distance to the nearest thing that the words name. */
function distanceInWords(words: string, names: ReadonlyMap<string, number>): number | undefined {
  const text = words.toLowerCase();
  const found = [...names]
    .filter(([name]) => name.length >= MIN_NAME && hasWord(text, name))
    .map(([, distance]) => distance);
  return found.length > 0 ? Math.min(...found) : undefined;
}

const hasWord = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w-])${RegExp.escape(name)}(?![\\w-])`).test(text);
