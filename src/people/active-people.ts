import type { People } from './people.ts';
import type { Person } from './person.ts';
import type { Suspensions } from './suspensions.ts';

/** All people, of whom those who are locked out may neither text nor be texted. Their names stay known. */
export function activePeople(people: People, suspensions: Pick<Suspensions, 'since'>): People {
  const isActive = (person: Person): boolean => suspensions.since(person) === undefined;
  const ifActive = (person: Person | undefined): Person | undefined =>
    person && isActive(person) ? person : undefined;

  return {
    all: people.all,
    get operators() {
      return people.operators.filter(isActive);
    },
    at: (address) => ifActive(people.at(address)),
    find: people.find,
    isOperator: (id) => people.isOperator(id) && ifActive(people.find(id)) !== undefined,
  };
}
