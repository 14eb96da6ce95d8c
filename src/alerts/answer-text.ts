import type { Clock } from '../core/clock.ts';
import type { LocalTime } from '../core/local-time.ts';
import { type Caller, LOOK_ONLY, mayChange } from '../people/caller.ts';
import type { AlertBook } from './alert-book.ts';
import type { Alerts } from './alerts.ts';
import type { Decision } from './decision.ts';
import { createDependencies } from './dependencies.ts';
import { findIncident } from './find-incident.ts';
import { type Incident, stateOf } from './incident.ts';
import { type AlertAnswer, type AlertRequest, parseAnswer, type Span } from './parse-answer.ts';
import { type AlertReader, NEW_READER } from './reader.ts';
import { type Responder, respond } from './respond.ts';
import { untilOf } from './until.ts';
import { nameOfRoot } from './wording.ts';

/** The answer to a text about alerts: words, or what is to be shown. */
export type AlertReply =
  | {
      readonly text: string;
      /** True when the code is of no incident: the text may as well mean something else. */
      readonly isUnknown?: boolean;
    }
  | { readonly shows: 'incident' | 'thing'; readonly id: string };

/** Answers `K7 A`, `ack`, `all s 2h`, `quiet 2h` and the like; `undefined` when a text is none of these. */
export type AnswerAlertText = (
  caller: Caller,
  time: LocalTime,
  body: string,
) => Promise<AlertReply | undefined>;

interface AnswerDependencies {
  readonly clock: Pick<Clock, 'now'>;
  readonly alerts: Alerts;
  readonly responderOf: (caller: Pick<Caller, 'id'>) => Responder;
}

const MAX_LISTED = 4;
const MAX_QUIET_MS = 24 * 60 * 60_000;

const USAGE = 'A=ack S=snooze 2h C=close N=note D=details W=who WHY E=pass on U=un-ack CUT 3';

type Acting = Exclude<AlertRequest['verb'], 'details' | 'who' | 'why'>;

export function createAlertAnswers({
  alerts,
  responderOf,
  clock,
}: AnswerDependencies): AnswerAlertText {
  return async (caller, time, body) => {
    const answer = parseAnswer(body);
    if (!answer) return undefined;
    const by = responderOf(caller);
    const context: Context = { caller, by, time };
    if (answer.is === 'why')
      return (await isThing(answer.name)) ? { shows: 'thing', id: answer.name } : undefined;
    if (answer.is === 'quiet') return { text: await quiet(context, answer) };
    return alerts.decide(({ decision }) => handle(decision, context, answer), caller);
  };

  async function isThing(name: string): Promise<boolean> {
    const { find } = createDependencies(await alerts.graph(), clock.now());
    return find(name) !== undefined;
  }

  function quiet(
    { caller, time }: Context,
    { span }: Extract<AlertAnswer, { is: 'quiet' }>,
  ): Promise<string> {
    return alerts.decide(async ({ tx, readers, decision: { now } }) => {
      const before = readers.get(caller.id) ?? NEW_READER;
      const isOn = (before.quietUntil ?? 0) > now;
      if (span === undefined) return describeQuiet(before.quietUntil ?? 0, now, time);
      const after = quietenedBy(before, span, now, time);
      await tx.alerts.save({ readers: new Map([[caller.id, after]]) });
      return after.quietUntil === undefined
        ? endOfQuiet(isOn)
        : describeQuiet(after.quietUntil, now, time);
    }, caller);
  }
}

function quietenedBy(
  { quietUntil: _, ...reader }: AlertReader,
  span: Span | 'off',
  now: number,
  time: LocalTime,
): AlertReader {
  if (span === 'off') return reader;
  return { ...reader, quietUntil: Math.min(untilOf(span, time), now + MAX_QUIET_MS) };
}

const endOfQuiet = (wasQuiet: boolean): string =>
  wasQuiet ? 'Quiet time is over.' : 'It was not quiet.';

const describeQuiet = (until: number, now: number, time: LocalTime): string =>
  until > now
    ? `Quiet until ${time.formatTime(until)}: only critical alerts come, the rest then. End it: quiet off.`
    : 'Not quiet. Text quiet 2h for two hours with critical alerts only.';

interface Context {
  readonly caller: Caller;
  readonly by: Responder;
  readonly time: LocalTime;
}

function handle(
  decision: Decision,
  context: Context,
  answer: Exclude<AlertAnswer, { is: 'quiet' | 'why' }>,
): AlertReply | undefined {
  switch (answer.is) {
    case 'all':
      return { text: answerAll(decision, context, answer.request) };
    case 'ack':
      return { text: answerBare(decision, context) };
    case 'unclear':
    case 'code':
      return answerCode(decision, context, answer);
    default:
      return answer satisfies never;
  }
}

function answerCode(
  decision: Decision,
  context: Context,
  answer: Extract<AlertAnswer, { is: 'code' | 'unclear' }>,
): AlertReply | undefined {
  const { book } = decision;
  const incident = findIncident(book, answer.code);
  const request = answer.is === 'code' ? answer.request : undefined;
  if (!incident) {
    if (!request) return undefined;
    return { text: `No ${answer.code}. ${listOpen(book)}`, isUnknown: true };
  }
  if (answer.is === 'unclear') return { text: `${answer.code}: ${USAGE}` };
  const { verb = 'details' } = request ?? {};
  if (verb === 'details') return { shows: 'incident', id: incident.id };
  if (verb === 'why') return { shows: 'thing', id: incident.about.name };
  if (verb === 'who') return { text: who(incident, context) };
  if (!mayChange(context.caller)) return { text: LOOK_ONLY };
  const acting: AlertRequest & { verb: Acting } = { ...request, verb };
  const text = respond(decision, incident, acting, context.by);
  return { text: stateOf(incident) === 'closed' ? `${text} ${listOpen(book)}` : text };
}

function who({ code, response, told, passed }: Incident, { by, time }: Context): string {
  const texted = Object.keys(told).map(by.nameOf).join(', ') || 'nobody';
  const answered = response
    ? `${response.is} by ${by.nameOf(response.by)} ${time.formatTime(response.at)}`
    : 'nobody has answered';
  const onward = passed ? ` Passed to ${by.nameOf(passed.to)}.` : '';
  return `${code ?? ''}: ${answered}. Texted: ${texted}.${onward}`;
}

/** `ack` alone counts when exactly one incident is open, and was texted to whoever says it. */
function answerBare(decision: Decision, { caller, by }: Context): string {
  const open = decision.book.incidents().filter((one) => WANTING.has(stateOf(one)));
  const [only] = open;
  if (!only) return 'No alert waits for an answer.';
  if (!mayChange(caller)) return LOOK_ONLY;
  if (open.length > 1 || !only.told[caller.id]) return `Which? ${listOpen(decision.book)}`;
  return respond(decision, only, { verb: 'ack' }, by);
}

const WANTING: ReadonlySet<string> = new Set(['open', 'stale']);
const OVER: ReadonlySet<string> = new Set(['closed', 'pending', 'recovering']);

/** Takes those that were texted to whoever says it, or that they saw in the list. */
function answerAll(decision: Decision, { caller, by }: Context, request: AlertRequest): string {
  if (!mayChange(caller)) return LOOK_ONLY;
  const { verb } = request;
  if (verb === 'details' || verb === 'who' || verb === 'why') return listOpen(decision.book);
  const known = decision.book
    .incidents()
    .filter((one) => !OVER.has(stateOf(one)))
    .filter(({ told, listed = [] }) => told[caller.id] !== undefined || listed.includes(caller.id));
  if (known.length === 0) return `Nothing that you were told of. ${listOpen(decision.book)}`;
  for (const one of known) respond(decision, one, { ...request, verb }, by);
  const codes = known.slice(0, MAX_LISTED).map((one) => one.code ?? nameOfRoot(decision, one));
  const more = known.length > MAX_LISTED ? ` +${known.length - MAX_LISTED}` : '';
  return `${DONE[verb] ?? 'Done'} ${known.length}: ${codes.join(' ')}${more}.`;
}

const DONE: Readonly<Record<string, string>> = {
  ...{ ack: 'Acked', snooze: 'Snoozed', close: 'Closed or muted' },
};

/** `Open: M4 plex, P3 nas.` */
function listOpen(book: AlertBook): string {
  const open = book.incidents().filter((one) => !OVER.has(stateOf(one)));
  if (open.length === 0) return 'No alert is open.';
  const names = open
    .slice(0, MAX_LISTED)
    .map((one) => [one.code, nameOfRoot({ book }, one)].filter(Boolean).join(' '));
  const more = open.length > MAX_LISTED ? ` +${open.length - MAX_LISTED}` : '';
  return `Open: ${names.join(', ')}${more}.`;
}
