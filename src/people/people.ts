import { type Address, formatAddress } from '../core/address.ts';
import { numbersOf, type Person, type PersonId } from './person.ts';

/** All people who may text the relay. */
export interface People {
  readonly all: readonly Person[];
  readonly operators: readonly Person[];
  /** Returns who texts from an address; `undefined` for strangers. */
  readonly at: (address: Address) => Person | undefined;
  /** Finds somebody by their id, or by a number: records of before they had a name carry that. */
  readonly find: (id: string) => Person | undefined;
  readonly isOperator: (id: PersonId) => boolean;
}

export function createPeople(all: readonly Person[]): People {
  const byAddress = new Map(
    all.flatMap((person) =>
      person.addresses.map((address) => [formatAddress(address), person] as const),
    ),
  );
  const byId = new Map<string, Person>([
    ...all.flatMap((person) => numbersOf(person).map((number) => [number, person] as const)),
    ...all.map((person) => [person.id, person] as const),
  ]);
  const operators = all.filter(({ role }) => role === 'operator');
  const operatorIds = new Set(operators.map(({ id }) => id));

  return {
    all,
    operators,
    at: (address) => byAddress.get(formatAddress(address)),
    find: (id) => byId.get(id),
    isOperator: (id) => operatorIds.has(id),
  };
}
