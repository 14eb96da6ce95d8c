import { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import { formatCount, formatDuration } from '../core/format.ts';
import type { LocalTime } from '../core/local-time.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Finding, Row } from '../operation/finding.ts';
import { defineNote, type NoteOperation } from '../operation/note-operation.ts';
import { defineRead, type ReadOperation } from '../operation/read-operation.ts';
import type { Caller } from '../people/caller.ts';
import { idOf, isActive, nameOf } from './alert.ts';
import type { AlertBook } from './alert-book.ts';
import { ALERT_STATES, AlertView, byUrgency, viewIncident } from './alert-view.ts';
import type { Alerts } from './alerts.ts';
import { type Incident, OWN_SOURCE, stateOf } from './incident.ts';
import type { AlertRequest } from './parse-answer.ts';
import { type Responder, respond } from './respond.ts';
import { describeAlert } from './wording.ts';

export const LIST_ALERTS = 'list_alerts';
export const GET_ALERT = 'get_alert';

const SOURCE = 'sms-relay';
const MAX_LISTED = 100;

/** An incident that is over is listed for so long. */
const LISTED_MS = 24 * 60 * 60_000;

interface Dependencies {
  readonly alerts: Alerts;
  readonly responderOf: (caller: { readonly id: string }) => Responder;
  /** Names a person. */
  readonly nameOf: (id: string) => string;
  /** The lists of the areas, as last rows of the list on the phone. */
  readonly lists: readonly Row[];
}

const Member = z.object({
  source: z.string(),
  subject: z.string(),
  title: z.string(),
  state: z.string(),
  since: z.number(),
});

const Detail = z.object({
  alert: AlertView,
  /** The answer that keeps it quiet. */
  response: z
    .object({ by: z.string(), is: z.string(), at: z.number(), until: z.number().optional() })
    .optional(),
  /** How it ended, in words. */
  ending: z.string().optional(),
  notes: z.array(z.object({ by: z.string(), at: z.number(), words: z.string() })),
  details: z.array(Member),
});
type Detail = z.infer<typeof Detail>;

const MAX_DETAILS = 100;

/** Describes an incident in full. */
export function detailOf(
  book: AlertBook,
  incident: Incident,
  nameOfPerson: (id: string) => string,
): Detail {
  const { response, notes } = incident;
  const members = book
    .members(incident.id)
    .toSorted(
      (a, b) =>
        Number(isActive(b)) - Number(isActive(a)) ||
        Number(idOf(b) === incident.root) - Number(idOf(a) === incident.root),
    );
  return {
    alert: viewIncident(book, incident),
    ...(response && { response: { ...response, by: nameOfPerson(response.by) } }),
    ...(incident.ending && { ending: incident.ending }),
    notes: notes.map((note) => ({ ...note, by: nameOfPerson(note.by) })),
    details: members.slice(0, MAX_DETAILS).map((alert) => ({
      ...{ source: alert.source, subject: nameOf(alert), title: describeAlert(alert) },
      ...{ state: isActive(alert) ? alert.state : 'over', since: alert.startedAt },
    })),
  };
}

/** Formats an incident in full, with its alerts numbered. */
export function formatDetail({ alert, response, notes, details }: Detail, time: LocalTime): string {
  const { code, state, started_at: startedAt, ended_at: endedAt, texts } = alert;
  const by = response ? ` by ${response.by} ${time.formatTime(response.at)}` : '';
  const now =
    endedAt === undefined
      ? `${state}${by}, since ${time.formatTime(startedAt)}`
      : `over ${time.formatTime(endedAt)}, took ${formatDuration((endedAt - startedAt) / 1000)}`;
  const head = `${code ?? alert.subject} ${now}. ${formatCount(texts, 'text')}.`;
  const lines = details.map(({ title, source, state: own }, at) => {
    const number = details.length > 1 ? `${at + 1}) ` : '';
    const from = source === OWN_SOURCE ? '' : ` (${source})`;
    return `${number}${own === 'over' ? 'ok: ' : ''}${title}${from}`;
  });
  const said = notes.map(({ by: who, at, words }) => `${time.formatTime(at)} ${who}: ${words}`);
  return [head, ...lines, ...said].join('\n');
}

/** Defines the reads about alerts. */
export function alertReads({
  alerts,
  lists,
  nameOf: nameOfPerson,
}: Dependencies): readonly ReadOperation[] {
  const list = defineRead({
    name: LIST_ALERTS,
    summary: 'What is wrong now or was lately, from every source that reports alerts',
    input: z.strictObject({
      state: z.enum(ALERT_STATES).optional(),
      source: z.string().max(100).optional(),
      limit: z.int().min(1).max(MAX_LISTED).optional(),
    }),
    output: z.object({ alerts: z.array(AlertView) }),
    async read({ state, source, limit = MAX_LISTED }) {
      const found = await alerts.view(({ book, now }) =>
        book
          .incidents()
          .filter(({ ending, severity }) => ending !== 'merged' && severity !== 'info')
          .filter(
            ({ closedAt, ending }) =>
              closedAt === undefined || (ending !== 'brief' && now - closedAt < LISTED_MS),
          )
          .map((incident) => viewIncident(book, incident))
          .filter((view) => state === undefined || view.state === state)
          .filter((view) => source === undefined || view.source === source)
          .toSorted(byUrgency)
          .slice(0, limit),
      );
      return ok({ value: { alerts: found.value }, asOf: found.now, source: SOURCE });
    },
    format: (value: { alerts: readonly AlertView[] }, _, time) =>
      listFinding(value.alerts, lists, time),
  });

  const one = defineRead({
    name: GET_ALERT,
    summary: 'One alert by its id or code: what it is about, who answered, its notes',
    input: z.strictObject({ id: z.string().max(100) }),
    output: Detail,
    async read({ id }) {
      const found = await alerts.view(({ book }) => {
        const incident = findIncident(book, id);
        return incident && detailOf(book, incident, nameOfPerson);
      });
      if (!found.value) return err<Failure>({ kind: 'not-found', what: 'Alert' });
      return ok({ value: found.value, asOf: found.now, source: SOURCE });
    },
    format: (value: Detail, _, time) => ({
      text: [formatDetail(value, time), hintFor(value.alert)].filter(Boolean).join('\n'),
    }),
  });
  return [list, one];
}

const hintFor = ({ code, state }: AlertView): string =>
  code === undefined || state === 'closed' ? '' : `Text ${code} A=ack S=snooze C=close`;

function listFinding(views: readonly AlertView[], lists: readonly Row[], time: LocalTime): Finding {
  const open = views.filter(({ state }) => state !== 'closed');
  const waiting = open.filter(({ state }) => state === 'open' || state === 'stale');
  const isNew = waiting.length === open.length;
  const answered = isNew ? '' : `, ${waiting.length > 0 ? waiting.length : 'none'} unanswered`;
  const text =
    open.length === 0
      ? 'No alert is open.'
      : `${formatCount(open.length, 'alert')} open${answered}`;
  return {
    text,
    rows: [...views.map((view) => ({ id: view.id, text: formatRow(view, time) })), ...lists],
  };
}

/** `! K7 nas: no answer 3m`, `K7 nas: no answer, acked`. */
function formatRow(view: AlertView, time: LocalTime): string {
  const { code, subject, title, state, count, started_at: startedAt, ended_at: endedAt } = view;
  const mark = state === 'open' || state === 'pending' ? '! ' : state === 'stale' ? '? ' : '';
  const said = title.toLowerCase().includes(subject.toLowerCase()) ? title : `${subject}: ${title}`;
  const more = count > 1 ? ` +${count - 1}` : '';
  const age =
    endedAt === undefined
      ? `${state === 'open' ? '' : `, ${state}`} ${time.formatAge(startedAt)}`
      : `, over ${time.formatTime(endedAt)}`;
  return `${mark}${code === undefined ? '' : `${code} `}${said}${more}${age}`;
}

/** Finds an incident by its id, or by its code. */
export function findIncident(book: AlertBook, name: string): Incident | undefined {
  const code = name.trim().toUpperCase();
  const byCode = book.incidents().filter((incident) => incident.code === code);
  return (
    book.incident(name) ??
    byCode.find(({ closedAt }) => closedAt === undefined) ??
    byCode.toSorted((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))[0]
  );
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
