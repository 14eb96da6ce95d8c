import type { Alerts } from './alerts.ts';
import { stateOf } from './incident.ts';

/** Notes that somebody saw the list: from now on `all a` takes what is on it, also what they were not texted. */
export async function noteListed(alerts: Alerts, person: string): Promise<void> {
  const { value: isKnown } = await alerts.view(({ book }) =>
    book
      .incidents()
      .every(
        (one) => stateOf(one) === 'closed' || one.told[person] || one.listed?.includes(person),
      ),
  );
  if (isKnown) return;
  await alerts.decide(({ decision: { book } }) => {
    for (const one of book.incidents()) {
      if (stateOf(one) === 'closed' || one.listed?.includes(person)) continue;
      book.putIncident({ ...one, listed: [...(one.listed ?? []), person] });
    }
  });
}
