import { maskNumber, type PhoneNumber } from '../core/phone-number.ts';
import { type CheckResult, pass, warn } from './check-result.ts';
import { countryOf } from './countries.ts';

interface Facts {
  readonly zone: string;
  /** True when TZ is set; otherwise the zone is that of the machine, in a container UTC. */
  readonly isSet: boolean;
  readonly people: readonly PhoneNumber[];
  readonly now: number;
}

const SUBJECT = 'Time zone';

/** Evaluates whether the times in texts are the local times of the people who read them. */
export function evaluateTimeZone({ zone, isSet, people, now }: Facts): CheckResult {
  const shown = `it is now ${timeIn(zone, now)} (${zone})`;
  const mismatch = people
    .map((number) => ({ number, country: countryOf(number) }))
    .find(({ country }) => country && !country.zones.some((it) => areSame(it, zone, now)));
  if (mismatch?.country) {
    const { adjective, zones } = mismatch.country;
    return warn(
      SUBJECT,
      `${shown}, but ${maskNumber(mismatch.number)} is ${adjective}: the times in texts would differ`,
      `Set TZ=${zones[0]}, or leave it if that phone lives where TZ says.`,
    );
  }
  if (isSet) return pass(SUBJECT, shown);
  return warn(SUBJECT, `${shown}, the zone of the machine: TZ is not set`, SET_TZ);
}

const SET_TZ = 'Set TZ to a name like Europe/Berlin: in a container it is UTC otherwise.';

const timeIn = (timeZone: string, at: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).format(at);

/** Zones with the same offset count as the same. */
const areSame = (one: string, other: string, at: number): boolean =>
  offsetOf(one, at) === offsetOf(other, at);

const offsetOf = (timeZone: string, at: number): string | undefined =>
  new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
