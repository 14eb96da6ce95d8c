import { numbersOf, type Person } from './person.ts';

/** Returns what a lock-out of somebody is stored under: their id, which may be a number, and all of their numbers. */
export const suspensionKeys = (person: Pick<Person, 'id' | 'addresses'>): readonly string[] => [
  ...new Set([person.id, ...numbersOf(person)]),
];
