import type { People } from './people.ts';
import type { Person, PersonId } from './person.ts';
import type { Suspensions } from './suspensions.ts';

type SuspensionReader = Pick<Suspensions, 'since'>;

/** Returns whether somebody may act now: an operator who is not locked out. */
export async function isActiveOperator(
  people: People,
  suspensions: SuspensionReader,
  id: PersonId,
): Promise<boolean> {
  const person = people.isOperator(id) ? people.find(id) : undefined;
  return person !== undefined && (await suspensions.since(person)) === undefined;
}

/** Returns the operators who are not locked out. */
export async function activeOperators(
  { operators }: Pick<People, 'operators'>,
  suspensions: SuspensionReader,
): Promise<readonly Person[]> {
  const since = await Promise.all(operators.map((person) => suspensions.since(person)));
  return operators.filter((_, index) => since[index] === undefined);
}
