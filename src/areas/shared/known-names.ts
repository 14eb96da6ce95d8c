import { joinName } from '../../menu/fold-name.ts';
import type { Area } from './area.ts';
import type { SeenEntry } from './inventory.ts';

/** The names of objects that were seen before, including those of sources that do not answer now. */
export interface KnownNames {
  readonly has: (name: string) => boolean;
  /** The names as spelt by their sources, without numbers and addresses. */
  readonly spellings: readonly string[];
}

/** Returns the names the areas have shown lately, from memory alone: no source is called. */
export function knownNames(areas: readonly Area[]): KnownNames {
  const entries = areas.flatMap((area) => area.known?.() ?? []);
  const joined = new Set(entries.flatMap(joinedNamesOf));
  return { has: (name) => joined.has(joinName(name)), spellings: entries.map(({ name }) => name) };
}

/** A cache, because every text is compared with all names, of which there may be a thousand. */
const joinedNames = new WeakMap<SeenEntry, readonly string[]>();

function joinedNamesOf(entry: SeenEntry): readonly string[] {
  const known = joinedNames.get(entry);
  if (known) return known;
  const kind = entry.text.split(' ', 1)[0] ?? '';
  const names = [
    ...[entry.name, ...(entry.aliases ?? [])],
    ...[`${kind} ${entry.name}`, `${entry.name} ${kind}`], // `vm home` and `sonarr pod`
  ].map(joinName);
  joinedNames.set(entry, names);
  return names;
}
