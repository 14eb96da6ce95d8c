import type { LocalTime } from '../core/local-time.ts';
import { err, ok, type Result } from '../core/result.ts';
import { quoteName } from '../operation/quote-name.ts';
import type { People } from '../people/people.ts';
import { describePerson, parsePersonId } from '../people/person.ts';
import type { Decision } from './decision.ts';
import type { Dependencies } from './dependencies.ts';
import { type HoldKind, type HoldRequest, minutesOf } from './hold-request.ts';
import { type Holds, type Maintenance, nameOfMaintenance } from './holds.ts';
import { type Incident, stateOf } from './incident.ts';
import { listCodes } from './list-codes.ts';
import { type AlertReader, NEW_READER } from './reader.ts';
import { type Responder, respond } from './respond.ts';

/** Everything that a plan is made from. */
export interface HoldContext {
  readonly decision: Decision;
  /** The dependencies that were learned. */
  readonly dependencies: Dependencies;
  readonly holds: Holds;
  readonly readers: ReadonlyMap<string, AlertReader>;
  readonly people: People;
  /** The person who asks. */
  readonly by: Responder;
  /** True when a code allows it. */
  readonly isApproved?: boolean;
}

/** The effect of a request, and its words. */
export interface HoldChange {
  /** Words for whoever asks. */
  readonly words: (time: LocalTime) => string;
  /** Words for all other operators, after the name of whoever asks. */
  readonly announcement: (time: LocalTime) => string;
  readonly holds?: Holds;
  readonly reader?: AlertReader;
  /** Changes incidents in the book. */
  readonly apply?: () => void;
}

/** A change that may have to be confirmed. */
export interface HoldPlan extends HoldChange {
  /** `Begin maintenance of pve2 and 9 below?` */
  readonly question: string;
}

type Planner = (context: HoldContext, request: HoldRequest) => Result<HoldPlan, string>;

const MINUTE_MS = 60_000;

/** Plans a request; the error says in words why it cannot be done. */
export const planHold: Planner = (context, request) => PLANNERS[request.what](context, request);

const endOf = ({ decision: { now } }: HoldContext, request: HoldRequest): number =>
  (request.starts_at ?? now) + minutesOf(request) * MINUTE_MS;

const planMaintenance: Planner = (context, request) => {
  const { decision, holds, by } = context;
  const { now, newId } = decision;
  const covered = coveredBy(context, request.name);
  if (!covered) {
    const given = request.name ?? '';
    return err(
      `Nothing is called ${quoteName(given)}. For two hours: maint plex 2h, or maint all 2h.`,
    );
  }
  const { name, places } = covered;
  const [from, until] = [request.starts_at ?? now, endOf(context, request)];
  const before = holds.maintenance.find((one) => one.name === name && one.until > now);
  const isLonger = before !== undefined && request.starts_at === undefined;
  const known = isLonger ? before.approvedUntil : undefined;
  const maintenance: Maintenance = {
    ...{ id: isLonger ? before.id : newId(), places, until, by: by.id },
    from: isLonger ? Math.min(before.from, from) : from,
    ...(name !== undefined && { name }),
    ...approvalOf(context, until, known),
  };
  const below = places.length > 1 ? ` and ${places.length - 1} below` : '';
  const covers = `${nameOfMaintenance(maintenance)}${below}`;
  const about = `Maintenance of ${covers}`;
  const span = (time: LocalTime): string =>
    `${maintenance.from > now ? ` from ${time.formatTime(maintenance.from)}` : ''} to ${time.formatTime(until)}`;
  const off = `maint ${name ?? 'all'} off`;
  return ok({
    question: `Begin maintenance of ${covers}?`,
    words: (time) => `${about}${span(time)}: texts about it wait. Over sooner: ${off}.`,
    announcement: (time) => `${about}${span(time)}. Over sooner: ${off}.`,
    holds: {
      ...holds,
      maintenance: [...holds.maintenance.filter(({ id }) => id !== maintenance.id), maintenance],
    },
  });
};

/** Returns how far a code allows a maintenance. */
function approvalOf({ isApproved }: HoldContext, until: number, before: number | undefined) {
  const approvedUntil = isApproved ? until : before;
  return approvedUntil === undefined ? {} : { approvedUntil };
}

const EVERYTHING: ReadonlySet<string> = new Set([
  'all',
  'everything',
  'house',
  'the house',
  'home',
]);

/** Returns the thing with all that is below it; a name that only an alert has covers that alone. */
export function coveredBy(
  { decision: { book }, dependencies }: Pick<HoldContext, 'decision' | 'dependencies'>,
  said = '',
): { readonly name: string | undefined; readonly places: readonly string[] } | undefined {
  if (EVERYTHING.has(said.toLowerCase())) return { name: undefined, places: [] };
  const subject = dependencies.find(said);
  if (subject !== undefined) {
    return { name: dependencies.nameOf(subject), places: [...dependencies.below(subject)] };
  }
  const alert = book.alerts().find((one) => one.subject?.toLowerCase() === said.toLowerCase());
  return alert && said !== '' ? { name: alert.subject ?? said, places: [] } : undefined;
}

const planQuiet: Planner = (context, request) => {
  const { readers, by } = context;
  const quietUntil = endOf(context, request);
  return ok({
    question: 'Text you only critical alerts?',
    words: (time) =>
      `Quiet until ${time.formatTime(quietUntil)}: only critical alerts come, the rest then. End it: quiet off.`,
    announcement: (time) =>
      `Quiet until ${time.formatTime(quietUntil)}: only critical alerts reach this phone.`,
    reader: { ...(readers.get(by.id) ?? NEW_READER), quietUntil },
  });
};

const planOnCall: Planner = (context, request) => {
  const { holds, people, by } = context;
  const said = request.name ?? '';
  const id = parsePersonId(said);
  const wanted = said.toLowerCase() === 'me' ? by.id : id.ok ? id.value : undefined;
  const person = people.operators.find((one) => one.id === wanted);
  if (!person)
    return err(`No operator is called ${quoteName(said)}. For three days: oncall anna 3d.`);
  const until = endOf(context, request);
  const about = `${describePerson(person)} is on call`;
  return ok({
    question: `Put ${describePerson(person)} on call?`,
    words: (time) =>
      `${about} to ${time.formatTime(until)}: the others hear what stays unanswered for 20m. Over sooner: oncall off.`,
    announcement: (time) => `${about} to ${time.formatTime(until)}. Over sooner: oncall off.`,
    holds: { ...holds, onCall: { person: person.id, until, by: by.id } },
  });
};

const planForAll =
  (verb: 'snooze' | 'close', ask: string, done: string): Planner =>
  (context, request) => {
    const { decision, by } = context;
    const known = knownTo(decision, by.id);
    if (known.length === 0) return err('Nothing that you were told of is open.');
    const span = verb === 'snooze' ? { span: { ms: minutesOf(request) * MINUTE_MS } } : {};
    const codes = listCodes(decision, known);
    const words = (time: LocalTime): string =>
      verb === 'snooze'
        ? `${done} ${codes}, to ${time.formatTime(endOf(context, request))}.`
        : `${done} ${codes}, until each is over.`;
    return ok({
      ...{ question: `${ask} ${codes}?`, words, announcement: words },
      apply() {
        for (const one of known) respond(decision, one, { verb, ...span }, by);
      },
    });
  };

const OVER: ReadonlySet<string> = new Set(['closed', 'pending', 'recovering']);

/** Returns the open incidents that were texted to somebody, or that they saw in the list. */
export const knownTo = ({ book }: Pick<Decision, 'book'>, person: string): readonly Incident[] =>
  book
    .incidents()
    .filter((one) => !OVER.has(stateOf(one)))
    .filter(({ told, listed = [] }) => told[person] !== undefined || listed.includes(person));

const PLANNERS: Readonly<Record<HoldKind, Planner>> = {
  maintenance: planMaintenance,
  quiet: planQuiet,
  'on-call': planOnCall,
  'snooze-all': planForAll('snooze', 'Snooze', 'Snoozed'),
  'mute-all': planForAll('close', 'Mute', 'Muted'),
};
