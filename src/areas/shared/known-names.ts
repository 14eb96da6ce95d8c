import { joinName } from '../../menu/fold-name.ts';
import type { Area } from './area.ts';
import type { SeenEntry } from './inventory.ts';

/** The names of things that were seen before, whoever answers now. */
export interface KnownNames {
  readonly has: (name: string) => boolean;
  /** As they are spelt, without numbers and addresses. */
  readonly spellings: readonly string[];
}

/** What areas have shown lately, by memory alone: nobody is asked. */
export function knownNames(areas: readonly Area[]): KnownNames {
  const things = areas.flatMap((area) => area.known?.() ?? []);
  const joined = new Set(things.flatMap(joinedNamesOf));
  return { has: (name) => joined.has(joinName(name)), spellings: things.map(({ name }) => name) };
}

/** A house of a thousand things is asked about with every text. */
const joinedNames = new WeakMap<SeenEntry, readonly string[]>();

function joinedNamesOf(thing: SeenEntry): readonly string[] {
  const known = joinedNames.get(thing);
  if (known) return known;
  const kind = thing.text.split(' ', 1)[0] ?? '';
  const names = [
    ...[thing.name, ...(thing.aliases ?? [])],
    ...[`${kind} ${thing.name}`, `${thing.name} ${kind}`], // `vm home` and `sonarr pod`
  ].map(joinName);
  joinedNames.set(thing, names);
  return names;
}
