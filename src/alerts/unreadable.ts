import { quoteName } from '../operation/quote-name.ts';
import type { People } from '../people/people.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { Alerts } from './alerts.ts';

interface Dependencies {
  readonly alerts: Pick<Alerts, 'decide'>;
  readonly people: People;
  readonly timeOf: TimeOfPerson;
}

const DAY_MS = 24 * 60 * 60_000;

/** Creates the notice about a source whose reports cannot be read: once a day, since the outage behind it is real. */
export const createUnreadableNotice =
  ({ alerts, people, timeOf }: Dependencies) =>
  (source: string, reason: string): Promise<void> =>
    alerts.decide(async ({ tx, decision: { now } }) => {
      const day = Math.floor(now / DAY_MS);
      for (const { id } of people.operators) {
        const body = `? ${quoteName(source)}: a report at ${timeOf(id).formatTime(now)} could not be read (${reason}). Its alerts may be missing.`;
        await tx.notify(id, `alert-unreadable:${source}:${id}:${day}`, { body });
      }
    });
