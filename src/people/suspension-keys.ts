import { numbersOf, type Person } from './person.ts';

/** Returns what a lock-out of somebody is stored under: their id, which may be a number, and all of their numbers. */
export function suspensionKeys(person: Pick<Person, 'id' | 'addresses'>): readonly string[] {
  const known = keysOf.get(person);
  if (known) return known;
  const keys = [...new Set([person.id, ...numbersOf(person)])];
  keysOf.set(person, keys);
  return keys;
}

/** A cache, because every text asks for the keys of its sender. */
const keysOf = new WeakMap<object, readonly string[]>();
