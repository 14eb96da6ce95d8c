import type { Clock } from '../core/clock.ts';
import { createLocalTime, type LocalTime } from '../core/local-time.ts';
import type { People } from './people.ts';
import type { PersonId } from './person.ts';

/** Returns the local time of a person; that of the relay for a person who is no longer listed. */
export type TimeOfPerson = (person: PersonId) => LocalTime;

interface Dependencies {
  readonly people: Pick<People, 'find'>;
  readonly clock: Clock;
  /** The times of the relay's own zone. */
  readonly time: LocalTime;
}

export function createTimeOfPerson({ people, clock, time }: Dependencies): TimeOfPerson {
  const byZone = new Map<string, LocalTime>();

  return (id) => {
    const zone = people.find(id)?.timeZone;
    if (zone === undefined) return time;
    const known = byZone.get(zone);
    if (known) return known;
    const created = createLocalTime(clock, zone);
    byZone.set(zone, created);
    return created;
  };
}
