import { maskNumber, type PhoneNumber } from '../core/phone-number.ts';
import { type CheckResult, pass, warn } from './check-result.ts';
import { countryOf } from './countries.ts';

/** A phone, and the time zone in which its person reads times. */
interface Phone {
  readonly number: PhoneNumber;
  readonly timeZone: string;
}

interface Facts {
  readonly zone: string;
  /** True when TZ is set; otherwise the zone is that of the machine, in a container UTC. */
  readonly isSet: boolean;
  /** The phones of all people, each with the time zone of its person. */
  readonly phones: readonly Phone[];
  readonly now: number;
}

const SUBJECT = 'Time zone';

/** Evaluates whether the times in texts are the local times of the people who read them. */
export function evaluateTimeZone({ zone, isSet, phones, now }: Facts): CheckResult {
  const showTime = (timeZone: string) => `it is now ${timeIn(timeZone, now)} (${timeZone})`;
  const mismatch = phones
    .map((phone) => ({ ...phone, country: countryOf(phone.number) }))
    .find(({ country, timeZone }) => country?.zones.every((it) => !areSame(it, timeZone, now)));
  if (mismatch?.country) {
    const { number, timeZone, country } = mismatch;
    const [zoneThere] = country.zones;
    const who = `${maskNumber(number)} is ${country.adjective}`;
    return warn(
      SUBJECT,
      `${showTime(timeZone)}, but ${who}: the times in texts would differ`,
      timeZone === zone
        ? `Set TZ=${zoneThere}, or leave it if that phone lives where TZ says.`
        : `Set time_zone: ${zoneThere} for its owner in RELAY_CONFIG, or leave it if that phone lives in ${timeZone}.`,
    );
  }
  if (isSet) return pass(SUBJECT, showTime(zone));
  return warn(SUBJECT, `${showTime(zone)}, the zone of the machine: TZ is not set`, SET_TZ);
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
