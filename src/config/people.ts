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
import { parseQuietHours } from '../people/quiet-hours.ts';
import { phoneNumber, timeZone } from './variables.ts';

/** YAML reads `+15550100` without quotes as a number. */
const quotedNumber = z.string('must be a phone number in quotes').pipe(phoneNumber);

/** `22` without a second hour is a number in YAML. */
const quietHours = z.unknown().transform((raw, ctx) => {
  const hours = typeof raw === 'string' ? parseQuietHours(raw) : undefined;
  if (hours) return hours;
  ctx.addIssue({ code: 'custom', message: 'must be hours like 22-7 or 22:30-7' });
  return z.NEVER;
});

const NO_PHONE = 'needs sms or whatsapp, with a number';

const Settings = z
  .strictObject(
    {
      role: z.enum(['operator', 'viewer'], 'must be operator or viewer').default('operator'),
      sms: quotedNumber.optional(),
      whatsapp: quotedNumber.optional(),
      time_zone: timeZone.optional(),
      quiet: quietHours.optional(),
    },
    { error: ({ code }) => (code === 'invalid_type' ? NO_PHONE : undefined) },
  )
  .refine(({ sms, whatsapp }) => sms ?? whatsapp, NO_PHONE);

const NAME = 'must be a name: a letter, then up to 19 a-z, 0-9 or hyphens';

const ByName = z.record(
  z.string().regex(PERSON_NAME, NAME),
  Settings,
  'must list people: a name for each, and below it their sms or whatsapp number',
);

/** `people:` of the file: each by a name, with the phones that they text from. */
export const PeopleByName = z.unknown().transform((raw, ctx) => {
  // z.record drops this key silently.
  if (typeof raw === 'object' && raw !== null && Object.hasOwn(raw, '__proto__')) {
    ctx.addIssue({ code: 'custom', path: ['__proto__'], message: NAME });
  }
  const people = ByName.safeParse(raw);
  if (people.success) return people.data;
  for (const issue of people.error.issues) ctx.addIssue({ ...issue });
  return z.NEVER;
});
export type PeopleByName = z.infer<typeof PeopleByName>;

/** The people as configured: by name, or by number alone; the latter have the time zone of the relay. */
interface Listed {
  readonly numbers: ReadonlyMap<PhoneNumber, Role>;
  readonly names: PeopleByName;
  readonly timeZone: string;
}

/** Combines the people listed by their number and those with a name; nobody may be listed twice. */
export function readPeople({
  numbers,
  names,
  timeZone: relayZone,
}: Listed): Result<People, readonly string[]> {
  const all = [
    ...Object.entries(names).flatMap(
      ([name, { time_zone = relayZone, ...settings }]) =>
        namedPerson(name, { ...settings, timeZone: time_zone }) ?? [],
    ),
    ...[...numbers].map(([number, role]) => personOfNumber(number, role, relayZone)),
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
