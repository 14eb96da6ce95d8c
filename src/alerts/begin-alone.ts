import { type Alert, aboutAlert, idOf } from './alert.ts';
import type { Decision } from './decision.ts';
import { giveCode } from './give-code.ts';
import type { Incident } from './incident.ts';

/** Opens an incident for one alert at once; whoever asked for that knows of it already. */
export function beginAlone(decision: Decision, alert: Alert, askedBy: string): Incident {
  const { book, now, newId } = decision;
  const { severity, startedAt } = alert;
  const code = giveCode(decision);
  const told = {
    ...{ firstAt: now, at: now, count: 0, story: 'open' as const, round: 1, nags: 0, severity },
    ...{ root: idOf(alert), size: 1 },
  };
  const incident: Incident = {
    ...{ id: newId(), severity, root: idOf(alert), startedAt, createdAt: now, opensAt: now },
    ...{ openedAt: now, round: 1, notes: [], held: {}, told: { [askedBy]: told } },
    about: aboutAlert(alert),
    ...(code !== undefined && { code }),
  };
  book.putIncident(incident);
  book.put({ ...alert, incident: incident.id });
  return incident;
}
