import type { Decision } from './decision.ts';
import { onCallAt } from './holds.ts';
import { type Incident, stateOf } from './incident.ts';

/**
 * Returns who hears of an incident: everybody; while somebody is on call they alone, and one person more each time a critical
 * alert stays unanswered. Nobody who was told once is left out.
 */
export function audienceOf(
  { holds, now, timing }: Pick<Decision, 'holds' | 'now' | 'timing'>,
  incident: Incident,
  people: readonly string[],
): ReadonlySet<string> {
  const onCall = onCallAt(holds, now);
  if (!onCall || !people.includes(onCall.person)) return new Set(people);
  const order = [onCall.person, ...people.filter((id) => id !== onCall.person)];
  const { told, passed, severity, resumedAt = 0 } = incident;
  const first = told[onCall.person];
  const isUnanswered =
    first !== undefined && severity === 'critical' && stateOf(incident) === 'open';
  const waited = first === undefined ? 0 : now - Math.max(first.firstAt, resumedAt);
  const steps = isUnanswered ? Math.floor(waited / timing.escalation) : 0;
  return new Set([
    ...order.slice(0, 1 + steps),
    ...Object.keys(told),
    ...(passed ? [passed.to] : []),
  ]);
}

/** Returns who was to answer first, for somebody who hears of an incident only because they did not. */
export function unansweredBy(
  { holds, now }: Pick<Decision, 'holds' | 'now'>,
  { told }: Incident,
  person: string,
): string | undefined {
  const onCall = onCallAt(holds, now);
  return onCall && onCall.person !== person && told[onCall.person] && !told[person]
    ? onCall.person
    : undefined;
}
