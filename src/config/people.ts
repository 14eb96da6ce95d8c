import { z } from 'zod';
import type { PhoneNumber } from '../core/phone-number.ts';
import { err, ok, type Result } from '../core/result.ts';
import { createPeople, type People } from '../people/people.ts';
import {
  namedPerson,
  numbersOf,
  PERSON_NAME,
  type Person,
  personOfNumber,
  type Role,
} from '../people/person.ts';
import { phoneNumber } from './variables.ts';

/** YAML reads `+15550100` without quotes as a number. */
const quotedNumber = z.string('must be a phone number in quotes').pipe(phoneNumber);

const Settings = z
  .strictObject({
    role: z.enum(['operator', 'viewer'], 'must be operator or viewer').default('operator'),
    sms: quotedNumber.optional(),
    whatsapp: quotedNumber.optional(),
  })
  .refine(({ sms, whatsapp }) => sms ?? whatsapp, 'needs sms or whatsapp, with a number');

/** `people:` of the file: each by a name, with the phones that they text from. */
export const PeopleByName = z.record(
  z.string().regex(PERSON_NAME, 'must be a name: a letter, then up to 19 a-z, 0-9 or hyphens'),
  Settings,
);
export type PeopleByName = z.infer<typeof PeopleByName>;

/** Combines the people listed by their number and those with a name; nobody may be listed twice. */
export function readPeople(
  numbers: ReadonlyMap<PhoneNumber, Role>,
  names: PeopleByName,
): Result<People, readonly string[]> {
  const all = [
    ...Object.entries(names).flatMap(
      ([name, { role, ...phones }]) => namedPerson(name, role, phones) ?? [],
    ),
    ...[...numbers].map(([number, role]) => personOfNumber(number, role)),
  ];
  if (all.length === 0) return err(['ALLOWED_PHONE_NUMBER is required']);
  const problems = sharedNumbers(all);
  return problems.length > 0 ? err(problems) : ok(createPeople(all));
}

function sharedNumbers(all: readonly Person[]): readonly string[] {
  const owners = Map.groupBy(
    all.flatMap(({ id, addresses }) => numbersOf({ addresses }).map((number) => ({ id, number }))),
    ({ number }) => number,
  );
  return [...owners].flatMap(([number, [first, second]]) =>
    first && second
      ? [`RELAY_CONFIG: people: ${number} is listed twice, as ${first.id} and ${second.id}`]
      : [],
  );
}
