import { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import { err, ok, type Result } from '../core/result.ts';
import { defineNote, type NoteOperation } from '../operation/note-operation.ts';
import type { Caller } from '../people/caller.ts';
import type { Alerts } from './alerts.ts';
import { findIncident } from './find-incident.ts';
import { stateOf } from './incident.ts';
import type { AlertRequest } from './parse-answer.ts';
import { type Responder, respond } from './respond.ts';

const SOURCE = 'sms-relay';

interface Dependencies {
  readonly alerts: Pick<Alerts, 'decide'>;
  readonly responderOf: (caller: { readonly id: string }) => Responder;
}

const Id = z.string().max(100);
const Noted = z.object({ id: z.string(), state: z.string(), words: z.string() });
type Noted = z.infer<typeof Noted>;

/** Defines the answers to alerts: they change what is told, and nothing else. */
export function alertNotes({ alerts, responderOf }: Dependencies): readonly NoteOperation[] {
  async function apply(
    id: string,
    request: AlertRequest & { readonly verb: 'ack' | 'snooze' | 'close' | 'note' },
    by: Caller,
  ): Promise<Result<{ value: Noted; asOf: number; source: string }, Failure>> {
    const { value, now } = await alerts.decide(({ decision }) => {
      const incident = findIncident(decision.book, id);
      if (!incident) return { value: undefined, now: decision.now };
      const words = respond(decision, incident, request, responderOf(by));
      const after = decision.book.incident(incident.id) ?? incident;
      return { value: { id: incident.id, state: stateOf(after), words }, now: decision.now };
    }, by);
    if (!value) return err({ kind: 'not-found', what: 'Alert' });
    return ok({ value, asOf: now, source: SOURCE });
  }
  const format = ({ words }: Noted) => ({ text: words });

  return [
    defineNote({
      ...{ name: 'ack_alert', summary: 'Acknowledge an alert: no reminders for some hours' },
      ...{ input: z.strictObject({ id: Id }), output: Noted, format },
      note: ({ id }, by) => apply(id, { verb: 'ack' }, by),
    }),
    defineNote({
      ...{ name: 'snooze_alert', summary: 'Be quiet about an alert for some minutes' },
      input: z.strictObject({
        id: Id,
        minutes: z
          .int()
          .min(1)
          .max(72 * 60)
          .optional(),
      }),
      ...{ output: Noted, format },
      note: ({ id, minutes }, by) => {
        const span = minutes === undefined ? undefined : { ms: minutes * 60_000 };
        return apply(id, { verb: 'snooze', span }, by);
      },
    }),
    defineNote({
      ...{
        name: 'close_alert',
        summary: 'Mute an alert until it is over, or close one without an end',
      },
      ...{ input: z.strictObject({ id: Id }), output: Noted, format },
      note: ({ id }, by) => apply(id, { verb: 'close' }, by),
    }),
    defineNote({
      ...{ name: 'note_alert', summary: 'Keep a note with an alert' },
      input: z.strictObject({ id: Id, words: z.string().min(1).max(160) }),
      ...{ output: Noted, format },
      note: ({ id, words }, by) => apply(id, { verb: 'note', words }, by),
    }),
  ];
}
