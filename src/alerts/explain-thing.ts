import { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import { formatPercent } from '../core/format.ts';
import type { LocalTime } from '../core/local-time.ts';
import { err, ok } from '../core/result.ts';
import { defineRead, type ReadOperation } from '../operation/read-operation.ts';
import { idOf, isActive } from './alert.ts';
import type { AlertBook } from './alert-book.ts';
import type { Alerts } from './alerts.ts';
import { createDependencies, type Dependencies } from './dependencies.ts';
import { pathAbove, wordPath } from './dependency-path.ts';
import { describeAlert } from './describe-incident.ts';

export const EXPLAIN_THING = 'explain_thing';

const SOURCE = 'sms-relay';
const MAX_ALERTS = 20;

/** How a thing depends on others, and what is wrong on the way. */
const Explanation = z.object({
  name: z.string(),
  /** `plex > pve2 > sw-attic`: each depends on the next one. */
  path: z.string(),
  /** The number of things that depend on it. */
  below: z.number(),
  /** From 0 to 1: the least certain step of the path. */
  confidence: z.number().optional(),
  /** The oldest step of the path, in epoch milliseconds. */
  seen_at: z.number().optional(),
  alerts: z.array(
    z.object({ id: z.string(), code: z.string().optional(), title: z.string(), since: z.number() }),
  ),
});
type Explanation = z.infer<typeof Explanation>;

/** Defines the read that tells what a thing depends on. */
export const explainThing = (alerts: Pick<Alerts, 'view' | 'graph'>): ReadOperation =>
  defineRead({
    name: EXPLAIN_THING,
    summary: 'The path of things that one depends on, and what is wrong on it: why it may be down',
    input: z.strictObject({ id: z.string().max(200) }),
    output: Explanation,
    async read({ id }) {
      const graph = await alerts.graph();
      const { value, now } = await alerts.view(({ book, now: at }) =>
        explain(createDependencies(graph, at), book, id),
      );
      if (!value) return err<Failure>({ kind: 'not-found', what: 'That name' });
      return ok({ value, asOf: now, source: SOURCE });
    },
    format: (value: Explanation, _, time) => ({ text: format(value, time) }),
  });

/** Explains a thing by its name, or one of the alerts of an incident. */
function explain(dependencies: Dependencies, book: AlertBook, id: string): Explanation | undefined {
  const subject = dependencies.find(id);
  if (subject === undefined) return undefined;
  const steps = pathAbove(dependencies, subject);
  const onPath = new Set([subject, ...steps.flatMap(({ subjects }) => subjects)]);
  const wrong = book.alerts().filter((alert) => {
    const place = isActive(alert) ? dependencies.placeOf(alert) : undefined;
    return place !== undefined && onPath.has(place);
  });
  const name = dependencies.nameOf(subject);
  return {
    ...{ name, path: wordPath(name, steps), below: dependencies.below(subject).size - 1 },
    ...(steps.length > 0 && {
      confidence: Math.min(...steps.map(({ confidence }) => confidence)),
      seen_at: Math.min(...steps.map(({ seenAt }) => seenAt)),
    }),
    alerts: wrong.slice(0, MAX_ALERTS).map((alert) => ({
      ...{ id: idOf(alert), title: describeAlert(alert), since: alert.startedAt },
      code: book.incident(alert.incident ?? '')?.code,
    })),
  };
}

function format(explanation: Explanation, time: LocalTime): string {
  const { path, below, confidence = 1, seen_at: seenAt, alerts } = explanation;
  const isKnown = seenAt !== undefined;
  const sure = confidence < 1 ? `, ${formatPercent(100 * confidence)} sure` : '';
  const words = alerts.map(
    ({ code, title, since }) =>
      `! ${code === undefined ? '' : `${code} `}${title}, since ${time.formatTime(since)}.`,
  );
  return [
    isKnown
      ? `${path} (seen ${time.formatAge(seenAt)} ago${sure}).`
      : `${path}: depends on nothing that is known.`,
    ...(below > 0 ? [`Below it: ${below}.`] : []),
    ...(words.length > 0 ? words : ['No alert is open on this path.']),
  ].join('\n');
}
