import { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import { err, ok, type Result } from '../core/result.ts';
import { type ChangeOperation, defineChange } from '../operation/change-operation.ts';
import { defineNote, type NoteOperation } from '../operation/note-operation.ts';
import { defineListRead, type ReadOperation } from '../operation/read-operation.ts';
import type { Face } from '../people/caller.ts';
import type { People } from '../people/people.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { AlertSession } from './alert-transaction.ts';
import type { Alerts } from './alerts.ts';
import { createDependencies } from './dependencies.ts';
import { EndRequest as EndInput, type EndRequest, planEnd } from './end-hold.ts';
import { needsCodeNow } from './free-time.ts';
import { type HoldChange, type HoldContext, planHold } from './hold-plans.ts';
import { type HoldKind, HoldRequest, needsCode } from './hold-request.ts';
import { loadHolds, nameOfMaintenance, onCallAt, plannedMaintenance, storeHolds } from './holds.ts';
import { loadGraph } from './load-graph.ts';
import type { Responder } from './respond.ts';

export const HOLD_ALERTS = 'hold_alerts';
export const HOLD_ALERTS_LONGER = 'hold_alerts_longer';
export const END_HOLD = 'end_hold';
export const LIST_HOLDS = 'list_holds';

const SOURCE = 'sms-relay';

interface Options {
  readonly alerts: Alerts;
  readonly people: People;
  readonly timeOf: TimeOfPerson;
  readonly responderOf: (caller: { readonly id: string }) => Responder;
  readonly nameOf: (id: string) => string;
  readonly newId: () => string;
}

interface Asker {
  readonly id: string;
  readonly face: Face;
}

const Held = z.object({ words: z.string() });
type Held = z.infer<typeof Held>;

const HoldList = z.object({
  maintenance: z.array(
    z.object({ name: z.string(), from: z.number(), until: z.number(), by: z.string() }),
  ),
  on_call: z.object({ name: z.string(), until: z.number() }).optional(),
});
type HoldList = z.infer<typeof HoldList>;

/** Defines what keeps texts about more than one incident back. Each is told to every operator, and on record. */
export function holdOperations(
  options: Options,
): readonly (NoteOperation | ChangeOperation | ReadOperation)[] {
  const { alerts, people, timeOf, responderOf, nameOf, newId } = options;

  async function contextOf(
    session: AlertSession,
    by: Pick<Asker, 'id'>,
    isApproved = false,
  ): Promise<HoldContext> {
    const { decision, tx, readers } = session;
    const dependencies = createDependencies(await loadGraph(tx.alerts), decision.now);
    const holds = await loadHolds(tx.alerts);
    return { decision, dependencies, holds, readers, people, by: responderOf(by), isApproved };
  }

  /** Stores what a plan changes, tells every other operator, and records it. */
  async function carryOut(
    { decision: { now }, tx }: AlertSession,
    context: HoldContext,
    plan: HoldChange,
    { id, by }: { readonly id: string; readonly by: Asker },
  ): Promise<string> {
    const holds = plan.holds ?? context.holds;
    await storeHolds(tx.alerts, { ...holds, done: [...holds.done, id] }, now);
    if (plan.reader) await tx.alerts.save({ readers: new Map([[by.id, plan.reader]]) });
    plan.apply?.();
    for (const operator of people.operators) {
      if (operator.id === by.id || (await tx.isUnreachable(operator))) continue;
      const body = `${nameOf(by.id)}: ${plan.announcement(timeOf(operator.id))}`;
      await tx.notify(operator.id, `hold:${id}:${operator.id}`, { body, importance: 'critical' });
    }
    const words = plan.words(context.by.time);
    await tx.record({ incident: id, from: 'none', to: 'held', words, at: now, by });
    return words;
  }

  const decideBy = (
    by: Asker,
    id: string,
    plan: (context: HoldContext) => Result<HoldChange, string>,
    isApproved = false,
  ): Promise<Result<{ value: Held; asOf: number; source: string }, Failure>> =>
    alerts.decide(async (session) => {
      const context = await contextOf(session, by, isApproved);
      const planned = plan(context);
      if (!planned.ok) return refuse(planned.error);
      const words = await carryOut(session, context, planned.value, { id, by });
      return ok({ value: { words }, asOf: session.decision.now, source: SOURCE });
    }, by);

  const format = ({ words }: Held) => ({ text: words });

  return [
    defineNote({
      ...{ name: HOLD_ALERTS, output: Held, format },
      summary: 'Maintenance, quiet time, on-call or a snooze of all alerts, for at most 4 hours',
      input: HoldRequest,
      async note(request, by) {
        return decideBy(by, newId(), (context) =>
          needsCodeNow(context.holds, request, context.decision.now)
            ? err('For longer than 4 hours in a day it needs a code.')
            : planHold(context, request),
        );
      },
    }),
    defineNote({
      ...{ name: END_HOLD, output: Held, format },
      summary: 'End a maintenance, a quiet time or an on-call time before its time',
      input: EndInput,
      note: (request: EndRequest, by) =>
        decideBy(by, newId(), (context) => planEnd(context, request)),
    }),
    defineListRead({
      name: LIST_HOLDS,
      summary: 'What keeps texts about alerts back now: maintenance and who is on call',
      output: HoldList,
      async read() {
        const [holds, { now }] = [await alerts.holds(), await alerts.view(() => undefined)];
        const onCall = onCallAt(holds, now);
        const maintenance = plannedMaintenance(holds, now).map((one) => ({
          ...{ name: nameOfMaintenance(one), from: one.from, until: one.until },
          by: nameOf(one.by),
        }));
        const value: HoldList = {
          maintenance,
          ...(onCall && { on_call: { name: nameOf(onCall.person), until: onCall.until } }),
        };
        return ok({ value, asOf: now, source: SOURCE });
      },
      format: (value: HoldList, _, time) => ({ text: formatList(value, time) }),
    }),
    defineChange({
      ...{ name: HOLD_ALERTS_LONGER, verb: 'hold', risk: 'change' },
      summary: 'Maintenance, quiet time, on-call or a snooze of all alerts, for longer',
      input: HoldRequest,
      evidence: z.object({ id: z.string() }),
      async plan(request, by) {
        const planned = await alerts.decide(async (session) => {
          const context = await contextOf(session, { id: by });
          const plan = planHold(context, request);
          return plan.ok ? ok({ ...plan.value, time: context.by.time }) : plan;
        });
        if (!planned.ok) return refuse(planned.error);
        const { question, words, time } = planned.value;
        return ok({
          question,
          note: `${words(time)}${needsCode(request) ? '' : SUM_NEEDS_CODE}`,
          identity: request,
          evidence: { id: newId() },
        });
      },
      async execute(request, { id }, by) {
        const asker: Asker = { id: by, face: 'sms' };
        const held = await decideBy(asker, id, (context) => planHold(context, request), true);
        return held.ok ? ok(undefined) : held;
      },
      async verify({ what }, { id }) {
        const { done } = await alerts.holds();
        return done.includes(id) ? { state: 'done', words: DONE[what] } : { state: 'open' };
      },
    }),
  ];
}

/** The reason for a code where the request alone needs none. */
const SUM_NEEDS_CODE = ' More than 4 hours in a day need a code.';

/** The words for what was confirmed. */
const DONE: Readonly<Record<HoldKind, string>> = {
  maintenance: 'Texts about it wait now.',
  quiet: 'Only critical alerts come now.',
  'on-call': 'The others hear of what stays unanswered.',
  'snooze-all': 'Snoozed.',
  'mute-all': 'Muted.',
};

const refuse = (hint: string) => err<Failure>({ kind: 'bad-input', hint });

function formatList({ maintenance, on_call: onCall }: HoldList, time: LocalTime): string {
  const works = maintenance.map(
    ({ name, from, until, by }) =>
      `Maintenance of ${name}${from > time.now() ? ` from ${time.formatTime(from)}` : ''} to ${time.formatTime(until)} (${by}).`,
  );
  return [
    ...(works.length > 0 ? works : ['No maintenance. Text maint plex 2h.']),
    onCall
      ? `${onCall.name} is on call to ${time.formatTime(onCall.until)}.`
      : 'Everybody is on call. Text oncall anna 3d.',
  ].join('\n');
}
