import type { Result } from '../core/result.ts';
import { numbersOf, type Person } from '../people/person.ts';

interface Report {
  readonly text: string;
  readonly isDone: boolean;
}

/** Lists all people with their phones, and since when somebody is locked out. */
export function describePeople(
  people: readonly Person[],
  suspended: Result<ReadonlyMap<string, number>, string>,
): Report {
  if (!suspended.ok) return { text: `Nobody listed: ${suspended.error}.\n`, isDone: false };
  const width = Math.max(...people.map(({ id }) => id.length));
  const lines = people.map((person) => {
    const since = suspended.value.get(person.id);
    const isOff = since === undefined ? '' : `  locked out since ${new Date(since).toISOString()}`;
    const numbers = numbersOf(person).join(', ');
    return `${person.id.padEnd(width)}  ${person.role.padEnd(8)}  ${numbers}${isOff}\n`;
  });
  return { text: lines.join(''), isDone: true };
}

/** Describes the result of locking somebody out, or of letting them in again. */
export function describeSuspension(
  { id }: Pick<Person, 'id'>,
  isOff: boolean,
  changed: Result<boolean, string>,
): Report {
  if (!changed.ok) return { text: `Nothing changed: ${changed.error}.\n`, isDone: false };
  const [done, before] = isOff
    ? ['is locked out: no answers and no texts', 'was locked out already']
    : ['may text again', 'was not locked out'];
  return { text: `${id} ${changed.value ? done : before}.\n`, isDone: true };
}
