import { maskNumber, parsePhoneNumber } from '../core/phone-number.ts';
import type { People } from './people.ts';
import { describePerson } from './person.ts';

/** Names somebody by their id. Of the number of somebody who is not on the list any more only the end is shown. */
export function nameOfPerson(people: Pick<People, 'find'>, id: string): string {
  const person = people.find(id);
  if (person) return describePerson(person);
  const number = parsePhoneNumber(id);
  return number.ok ? maskNumber(number.value) : id;
}
