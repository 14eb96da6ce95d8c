import { z } from 'zod';
import { formatCount, formatDuration } from '../core/format.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { Finding } from '../operation/finding.ts';
import { idOf, isActive, nameOf } from './alert.ts';
import type { AlertBook } from './alert-book.ts';
import { AlertView, viewIncident } from './alert-view.ts';
import { blameOf, describeBlame } from './blame.ts';
import { describeAlert } from './describe-incident.ts';
import { fixOf } from './fixes.ts';
import { type Incident, OWN_SOURCE } from './incident.ts';
import { membersInOrder } from './members-in-order.ts';

const Member = z.object({
  /** Identifies the alert for `get_alert_part`. */
  id: z.string(),
  source: z.string(),
  subject: z.string(),
  title: z.string(),
  state: z.string(),
  since: z.number(),
});

/** An incident in full: its alerts, its answer and its notes. */
export const AlertDetail = z.object({
  alert: AlertView,
  /** The answer that keeps it quiet. */
  response: z
    .object({ by: z.string(), is: z.string(), at: z.number(), until: z.number().optional() })
    .optional(),
  /** The change that probably caused it: `2m after update of jellyfin`. */
  blame: z.object({ words: z.string(), at: z.number() }).optional(),
  /** The change that helped before, which is never made by itself. */
  fix: z
    .object({
      ...{ operation: z.string(), input: z.record(z.string(), z.string()), label: z.string() },
    })
    .optional(),
  /** How it ended, in words. */
  ending: z.string().optional(),
  notes: z.array(z.object({ by: z.string(), at: z.number(), words: z.string() })),
  details: z.array(Member),
});
export type AlertDetail = z.infer<typeof AlertDetail>;

/** The read of one of these alerts. */
export const GET_ALERT_PART = 'get_alert_part';

const MAX_DETAILS = 100;

/** Describes an incident in full. */
export function detailOf(
  book: AlertBook,
  incident: Incident,
  nameOfPerson: (id: string) => string,
): AlertDetail {
  const { response, notes } = incident;
  const members = membersInOrder(book, incident);
  const [blame, fix] = [blameOf(incident), fixOf(incident)];
  return {
    alert: viewIncident(book, incident),
    ...(blame && { blame: { words: describeBlame(blame), at: blame.at } }),
    ...(fix && { fix: { operation: fix.operation, input: fix.input, label: fix.label } }),
    ...(response && { response: { ...response, by: nameOfPerson(response.by) } }),
    ...(incident.ending && { ending: incident.ending }),
    notes: notes.map((note) => ({ ...note, by: nameOfPerson(note.by) })),
    details: members.slice(0, MAX_DETAILS).map((alert) => ({
      ...{
        id: idOf(alert),
        source: alert.source,
        subject: nameOf(alert),
        title: describeAlert(alert),
      },
      ...{ state: isActive(alert) ? alert.state : 'over', since: alert.startedAt },
    })),
  };
}

/** Formats an incident in full; its alerts are rows, unless there is only one. */
export function formatDetail(
  { alert, response, notes, details, blame, fix }: AlertDetail,
  time: LocalTime,
): Pick<Finding, 'text' | 'rows' | 'others'> {
  const { code, state, started_at: startedAt, ended_at: endedAt, texts } = alert;
  const by = response ? ` by ${response.by} ${time.formatTime(response.at)}` : '';
  const now =
    endedAt === undefined
      ? `${state}${by}, since ${time.formatTime(startedAt)}`
      : `over ${time.formatTime(endedAt)}, took ${formatDuration((endedAt - startedAt) / 1000)}`;
  const head = `${code ?? alert.subject} ${now}. ${formatCount(texts, 'text')}.`;
  const said = notes.map(({ by: who, at, words }) => `${time.formatTime(at)} ${who}: ${words}`);
  const [only, ...others] = details;
  const lines = [
    ...(only && others.length === 0 ? [describeMember(only)] : []),
    ...(blame ? [`${blame.words}.`] : []),
    ...(fix ? [`Helped before: ${fix.label}.`] : []),
  ];
  return {
    text: [head, ...lines, ...said].join('\n'),
    ...(others.length > 0 && {
      rows: details.map((member) => ({
        ...{ id: member.id, text: describeMember(member), operation: GET_ALERT_PART },
        isWell: member.state === 'over',
      })),
      others: 'are well again',
    }),
  };
}

const describeMember = ({ title, source, state }: z.infer<typeof Member>): string =>
  `${state === 'over' ? 'ok: ' : ''}${title}${source === OWN_SOURCE ? '' : ` (${source})`}`;
