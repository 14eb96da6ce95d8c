import { maskNumber, type PhoneNumber } from '../core/phone-number.ts';
import { type CheckResult, fine, note } from './check-result.ts';
import { countryOf } from './countries.ts';

interface Facts {
  readonly zone: string;
  /** Whether somebody chose it; otherwise it is the machine's, in a container UTC. */
  readonly isSet: boolean;
  readonly people: readonly PhoneNumber[];
  readonly now: number;
}

const SUBJECT = 'Time zone';

/** Whether the times in texts will be those on the wall of whoever reads them. */
export function evaluateTimeZone({ zone, isSet, people, now }: Facts): CheckResult {
  const shown = `it is now ${timeIn(zone, now)} (${zone})`;
  const stranger = people
    .map((number) => ({ number, country: countryOf(number) }))
    .find(({ country }) => country && !country.zones.some((it) => areSame(it, zone, now)));
  if (stranger?.country) {
    const { adjective, zones } = stranger.country;
    return note(
      SUBJECT,
      `${shown}, but ${maskNumber(stranger.number)} is ${adjective}: texts would tell another time`,
      `Set TZ=${zones[0]}, or leave it if that phone lives where TZ says.`,
    );
  }
  if (isSet) return fine(SUBJECT, shown);
  return note(SUBJECT, `${shown}, because the machine says so: TZ is not set`, SET);
}

const SET = 'Set TZ to a name like Europe/Berlin: in a container it is UTC otherwise.';

const timeIn = (timeZone: string, at: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).format(at);

/** Clocks that show the same are as good as the same zone. */
const areSame = (one: string, other: string, at: number): boolean =>
  offsetOf(one, at) === offsetOf(other, at);

const offsetOf = (timeZone: string, at: number): string | undefined =>
  new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
