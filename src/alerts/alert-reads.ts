import { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import { formatCount } from '../core/format.ts';
import type { LocalTime } from '../core/local-time.ts';
import { err, ok } from '../core/result.ts';
import type { Finding, Row } from '../operation/finding.ts';
import { defineRead, type ReadOperation } from '../operation/read-operation.ts';
import { AlertDetail, detailOf, formatDetail } from './alert-detail.ts';
import { alertPart } from './alert-part.ts';
import { ALERT_STATES, AlertView, byUrgency, viewIncident } from './alert-view.ts';
import type { Alerts } from './alerts.ts';
import { explainThing } from './explain-thing.ts';
import { findIncident } from './find-incident.ts';

export const LIST_ALERTS = 'list_alerts';
export const GET_ALERT = 'get_alert';

const SOURCE = 'sms-relay';
const MAX_LISTED = 100;

/** An incident that is over is listed for so long. */
const LISTED_MS = 24 * 60 * 60_000;

interface Dependencies {
  readonly alerts: Pick<Alerts, 'view' | 'graph'>;
  /** Names a person. */
  readonly nameOf: (id: string) => string;
  /** The lists of the areas, as last rows of the list on the phone. */
  readonly lists: readonly Row[];
  /** Returns the row that opens a thing on its own screen; `undefined` where there is none. */
  readonly rowOf: (subject: string) => Row | undefined;
}

/** Defines the reads about alerts. */
export function alertReads({
  alerts,
  lists,
  rowOf,
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
    output: AlertDetail,
    async read({ id }) {
      const found = await alerts.view(({ book }) => {
        const incident = findIncident(book, id);
        return incident && detailOf(book, incident, nameOfPerson);
      });
      if (!found.value) return err<Failure>({ kind: 'not-found', what: 'Alert' });
      return ok({ value: found.value, asOf: found.now, source: SOURCE });
    },
    format(value: AlertDetail, _, time) {
      const { text, ...more } = formatDetail(value, time);
      return { ...more, text: [text, hintFor(value.alert, value.fix)].filter(Boolean).join('\n') };
    },
  });
  return [list, one, alertPart({ alerts, rowOf }), explainThing(alerts)];
}

const hintFor = ({ code, state }: AlertView, fix: AlertDetail['fix']): string =>
  code === undefined || state === 'closed'
    ? ''
    : `Text ${code} A=ack S=snooze C=close${fix ? ` FIX=${fix.label}` : ''}`;

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
