import type { Clock } from '../core/clock.ts';
import type { LocalTime } from '../core/local-time.ts';
import { type Caller, LOOK_ONLY, mayChange } from '../people/caller.ts';
import type { AlertBook } from './alert-book.ts';
import type { Alerts } from './alerts.ts';
import type { Decision } from './decision.ts';
import { createDependencies } from './dependencies.ts';
import { nameOfRoot } from './describe-incident.ts';
import { findIncident } from './find-incident.ts';
import { fixOf } from './fixes.ts';
import { callFor, type HoldCall } from './hold-call.ts';
import { knownTo } from './hold-plans.ts';
import { type Incident, stateOf } from './incident.ts';
import { listCodes } from './list-codes.ts';
import { type AlertAnswer, type AlertRequest, parseAnswer } from './parse-answer.ts';
import { describeEnd, type Responder, respond } from './respond.ts';

/** The answer to a text about alerts: words, or what is to be shown. */
export type AlertReply =
  | {
      readonly text: string;
      /** True when the code is of no incident: the text may as well mean something else. */
      readonly isUnknown?: boolean;
    }
  | { readonly shows: 'incident' | 'thing'; readonly id: string }
  | { readonly opens: 'drill' }
  /** An operation that is to be invoked. */
  | { readonly asks: HoldCall };

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

const USAGE = 'A=ack S=snooze 2h C=close N=note D=details W=who WHY E=pass on U=un-ack CUT 3';

type Acting = Exclude<AlertRequest['verb'], 'details' | 'who' | 'why' | 'fix'>;

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
    if (answer.is === 'why') return explain(answer.name);
    if (answer.is === 'drill') return openDrill(caller);
    if (answer.is === 'quiet') return { text: await describeQuiet(context) };
    const asks = callFor(answer, time, await alerts.holds());
    if (asks) return { asks };
    return alerts.decide(({ decision }) => handle(decision, context, answer), caller);
  };

  async function explain(name: string): Promise<AlertReply | undefined> {
    const { find } = createDependencies(await alerts.graph(), clock.now());
    return find(name) === undefined ? undefined : { shows: 'thing', id: name };
  }

  async function describeQuiet({ caller, time }: Context): Promise<string> {
    const { quietUntil = 0 } = await alerts.reader(caller.id);
    return quietUntil > clock.now()
      ? `Quiet until ${time.formatTime(quietUntil)}: only critical alerts come, the rest then. End it: quiet off.`
      : 'Not quiet. Text quiet 2h for two hours with critical alerts only.';
  }
}

const openDrill = (caller: Caller): AlertReply =>
  mayChange(caller) ? { opens: 'drill' } : { text: LOOK_ONLY };

interface Context {
  readonly caller: Caller;
  readonly by: Responder;
  readonly time: LocalTime;
}

function handle(decision: Decision, context: Context, answer: AlertAnswer): AlertReply | undefined {
  if (answer.is === 'all') return { text: ackAll(decision, context) };
  if (answer.is === 'ack') return { text: answerBare(decision, context) };
  const isAboutOne = answer.is === 'code' || answer.is === 'unclear';
  return isAboutOne ? answerCode(decision, context, answer) : undefined;
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
  if (verb === 'fix') return applyFix(incident, context);
  const acting: AlertRequest & { verb: Acting } = { ...request, verb };
  const text = respond(decision, incident, acting, context.by);
  return { text: stateOf(incident) === 'closed' ? `${text} ${listOpen(book)}` : text };
}

/** Asks for what helped before; only its confirmation makes the change. */
function applyFix(incident: Incident, { by }: Context): AlertReply {
  const name = incident.code ?? incident.about.name;
  if (stateOf(incident) === 'closed') return { text: `${name} ${describeEnd(incident, by)}.` };
  const fix = fixOf(incident);
  if (!fix) return { text: `${name}: no fix is known. D=details` };
  return { asks: { operation: fix.operation, input: fix.input } };
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
function ackAll(decision: Decision, { caller, by }: Context): string {
  if (!mayChange(caller)) return LOOK_ONLY;
  const known = knownTo(decision, caller.id);
  if (known.length === 0) return `Nothing that you were told of. ${listOpen(decision.book)}`;
  for (const one of known) respond(decision, one, { verb: 'ack' }, by);
  return `Acked ${listCodes(decision, known)}.`;
}

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
