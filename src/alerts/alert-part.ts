import { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import { err, ok } from '../core/result.ts';
import type { Row } from '../operation/finding.ts';
import { defineRead, type ReadOperation } from '../operation/read-operation.ts';
import { isActive, nameOf } from './alert.ts';
import { GET_ALERT_PART } from './alert-detail.ts';
import type { Alerts } from './alerts.ts';
import { createDependencies } from './dependencies.ts';
import { pathAbove, wordPath } from './dependency-path.ts';
import { describeAlert } from './describe-incident.ts';

const SOURCE = 'sms-relay';

/** One alert of an incident. Times are epoch milliseconds. */
const AlertPart = z.object({
  source: z.string(),
  subject: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  state: z.string(),
  since: z.number(),
  ended_at: z.number().optional(),
  /** The last report of its source. */
  seen_at: z.number(),
  /** `plex > pve2 > sw-attic`: each depends on the next one. */
  path: z.string().optional(),
  /** The subject of the thing that it is about. */
  thing: z.string().optional(),
});
type AlertPart = z.infer<typeof AlertPart>;

interface Options {
  readonly alerts: Pick<Alerts, 'view' | 'graph'>;
  /** Returns the row that opens a thing on its own screen; `undefined` where there is none. */
  readonly rowOf: (subject: string) => Row | undefined;
}

/** Defines the read of one alert of an incident. */
export const alertPart = ({ alerts, rowOf }: Options): ReadOperation =>
  defineRead({
    name: GET_ALERT_PART,
    summary: 'One of the alerts of an incident, by the id that get_alert gives',
    input: z.strictObject({ id: z.string().max(2000) }),
    output: AlertPart,
    async read({ id }) {
      const graph = await alerts.graph();
      const { value, now } = await alerts.view(({ book, now: at }): AlertPart | undefined => {
        const alert = book.alertById(id);
        if (!alert) return undefined;
        const dependencies = createDependencies(graph, at);
        const thing = dependencies.placeOf(alert);
        const steps = thing === undefined ? [] : pathAbove(dependencies, thing);
        return {
          ...{ source: alert.source, subject: nameOf(alert), title: describeAlert(alert) },
          ...{ detail: alert.detail, since: alert.startedAt, ended_at: alert.endedAt },
          ...{ state: isActive(alert) ? alert.state : 'over', seen_at: alert.seenAt },
          ...(thing !== undefined && { thing }),
          ...(thing !== undefined &&
            steps.length > 0 && { path: wordPath(dependencies.nameOf(thing), steps) }),
        };
      });
      if (!value) return err<Failure>({ kind: 'not-found', what: 'That alert' });
      return ok({ value, asOf: now, source: SOURCE });
    },
    format: (value: AlertPart, _, time) => {
      const row = value.thing === undefined ? undefined : rowOf(value.thing);
      return { text: format(value, time), ...(row && { rows: [row] }) };
    },
  });

function format(part: AlertPart, time: LocalTime): string {
  const { source, title, detail, state, since, ended_at: endedAt, seen_at: seenAt, path } = part;
  const times =
    endedAt === undefined || state !== 'over'
      ? `since ${time.formatTime(since)}, heard ${time.formatAge(seenAt)} ago`
      : `${time.formatTime(since)} to ${time.formatTime(endedAt)}`;
  return [`${title} (${source})`, `${state}, ${times}`, detail, path]
    .filter((line) => line !== undefined)
    .join('\n');
}
