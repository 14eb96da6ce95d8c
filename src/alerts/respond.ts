import type { LocalTime } from '../core/local-time.ts';
import { isActive, nameOf } from './alert.ts';
import { activeMembers } from './alert-book.ts';
import { beginAlone } from './begin-alone.ts';
import type { Decision } from './decision.ts';
import { nameOfRoot } from './describe-incident.ts';
import { type Incident, stateOf } from './incident.ts';
import { membersInOrder } from './members-in-order.ts';
import type { AlertRequest } from './parse-answer.ts';
import { untilOf } from './until.ts';
import { updateIncident } from './update-incident.ts';

/** A person who answers alerts, or a program in its own name. */
export interface Responder {
  readonly id: string;
  readonly time: LocalTime;
  /** Names whoever answered before. */
  readonly nameOf: (id: string) => string;
  /** Finds the person an incident is passed on to: by name, or the next one. */
  readonly findOther: (name: string | undefined) => { id: string; name: string } | undefined;
}

type Changing = Exclude<AlertRequest['verb'], 'details' | 'who' | 'why' | 'fix'>;

/** The longest note; a text is hardly longer. */
const MAX_NOTE = 160;
const MAX_NOTES = 20;

/** Carries out what somebody wants done with an incident, and words the answer. Asked twice it changes nothing the second time. */
export function respond(
  decision: Decision,
  incident: Incident,
  request: AlertRequest & { readonly verb: Changing },
  by: Responder,
): string {
  const name = incident.code ?? nameOfRoot(decision, incident);
  if (stateOf(incident) === 'closed' && request.verb !== 'note') {
    return `${name} ${describeEnd(incident, by)}.`;
  }
  const before = stateOf(incident);
  const words = ACTIONS[request.verb](decision, incident, request, by);
  const after = decision.book.incident(incident.id) ?? incident;
  if (after === incident) return `${name} ${words}`; // it was so already
  decision.book.note({
    ...{
      incident: incident.id,
      code: incident.code,
      from: before,
      to: after.ending ?? stateOf(after),
    },
    words: `${name} ${words.replace(' by you', '')}`,
  });
  return `${name} ${words}`;
}

/** `closed 14:31 (recovered)`. */
export function describeEnd({ closedAt, ending }: Incident, { time }: Pick<Responder, 'time'>) {
  return closedAt === undefined
    ? 'is open'
    : `closed ${time.formatTime(closedAt)} (${ENDINGS[ending ?? 'closed']})`;
}

const ENDINGS: Readonly<Record<NonNullable<Incident['ending']>, string>> = {
  recovered: 'recovered',
  waived: 'may be off',
  brief: 'was brief',
  closed: 'by hand',
  unproven: 'without proof of recovery',
  expired: 'a day old',
  merged: 'part of another',
};

type Action = (
  decision: Decision,
  incident: Incident,
  request: AlertRequest,
  by: Responder,
) => string;

const acknowledge: Action = ({ book, now, timing }, incident, _, { id, time, nameOf }) => {
  const { response, severity } = incident;
  if (response?.is === 'acked') {
    return `acked by ${response.by === id ? 'you' : nameOf(response.by)} ${time.formatTime(response.at)}.`;
  }
  const until = now + timing.acked[severity];
  book.putIncident({ ...incident, response: { is: 'acked', by: id, at: now, until } });
  return `acked by you, quiet until it changes or ${time.formatTime(until)}.`;
};

const snooze: Action = ({ book, now, timing }, incident, { span }, { id, time }) => {
  const wanted = span === undefined ? now + timing.snooze : untilOf(span, time);
  const latest = now + timing.maxSnooze[incident.severity];
  const until = Math.min(wanted, latest);
  book.putIncident({ ...incident, response: { is: 'snoozed', by: id, at: now, until } });
  const most = wanted > latest ? ', the longest there is' : '';
  return `snoozed to ${time.formatTime(until)}${most}.`;
};

/** Mutes an incident until it is over; closes one that has no end, or that no source reports any more. */
const close: Action = ({ book, now }, incident, _, { id, time }) => {
  const active = activeMembers(book, incident.id);
  const isProven = active.length === 0;
  const isEvent = active.length > 0 && active.every(({ state }) => state === 'info');
  if (!isProven && !isEvent && incident.staleSince === undefined) {
    if (incident.response?.is === 'muted') {
      return `muted since ${time.formatTime(incident.response.at)}, until it is over.`;
    }
    book.putIncident({ ...incident, response: { is: 'muted', by: id, at: now } });
    return 'muted until it is over.';
  }
  for (const alert of active.filter(isActive)) {
    if (isEvent) book.put({ ...alert, state: 'resolved', endedAt: now });
  }
  const ending = isProven || isEvent ? ('closed' as const) : ('unproven' as const);
  book.putIncident({ ...incident, closedAt: now, ending });
  return ending === 'closed' ? 'closed.' : 'closed without proof of recovery.';
};

const note: Action = ({ book, now }, incident, { words = '' }, { id }) => {
  const added = { by: id, at: now, words: words.slice(0, MAX_NOTE) };
  book.putIncident({ ...incident, notes: [...incident.notes, added].slice(-MAX_NOTES) });
  return 'note kept.';
};

const pass: Action = ({ book, now }, incident, { words }, { id, findOther }) => {
  const other = findOther(words);
  if (!other)
    return words === undefined
      ? 'cannot be passed on: nobody else.'
      : `stays: nobody "${words}" to pass it to.`;
  if (other.id === id) return 'is yours already.';
  const { response: _, ...rest } = incident;
  const told = { ...incident.told };
  book.putIncident({ ...rest, told, passed: { to: other.id, by: id, at: now } });
  return `passed to ${other.name}.`;
};

const unack: Action = ({ book }, incident, _, { time }) => {
  if (!incident.response) return 'was not acked.';
  const { response: _response, ...rest } = incident;
  book.putIncident(rest);
  return `is open again, since ${time.formatTime(incident.startedAt)}.`;
};

/** Makes an alert of an incident one of its own, for a cause that was found in the wrong place. */
const cut: Action = (decision, incident, { number = 0 }, { id }) => {
  const { book } = decision;
  const members = membersInOrder(book, incident).filter(isActive);
  const member = members[number - 1];
  if (!member) return `has no ${number}. D lists its ${members.length}.`;
  if (members.length === 1) return 'is about nothing else.';
  const { cause: _, incident: _incident, ...alone } = member;
  const cutOut = { ...alone, isCut: true };
  book.put(cutOut);
  const own = beginAlone(decision, cutOut, id);
  updateIncident(decision, incident.id);
  return `goes on without ${nameOf(member)}${own.code === undefined ? '' : `, now ${own.code}`}.`;
};

const ACTIONS: Readonly<Record<Changing, Action>> = {
  ...{ ack: acknowledge, snooze, close, note, pass, unack, cut },
};
