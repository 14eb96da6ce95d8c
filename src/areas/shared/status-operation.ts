import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { LocalTime } from '../../core/local-time.ts';
import { ok } from '../../core/result.ts';
import { NamedProblem, worstFirst } from '../../operation/problem.ts';
import { defineListRead, type ReadOperation } from '../../operation/read-operation.ts';
import type { Area } from './area.ts';

/** The longest time in milliseconds that the status line waits for fresher readings than the cached ones. */
const REFRESH_WAIT_MS = 250;

/** One area as the status line shows it. */
const AreaState = z.object({
  name: z.string(),
  label: z.string(),
  level: z.enum(['ok', 'problem', 'unknown']),
  /** The state in a few words: `Net 47 clients`. */
  text: z.string(),
  /** Shorter words, for a line that another area has a problem on. */
  brief: z.string().optional(),
  worst: NamedProblem.optional(),
  isFailing: z.boolean(),
  /** Epoch milliseconds. */
  lastGoodAt: z.number().optional(),
});
type AreaState = z.infer<typeof AreaState>;

const Output = z.object({ areas: z.array(AreaState) });

export const STATUS = 'status';

/** Defines the status of everything, made from cached readings after a short wait for fresher ones. */
export const statusOperation = (
  areas: readonly Area[],
  clock: Clock,
  readAlerts: ReadAlertStatus = async () => undefined,
): ReadOperation =>
  defineListRead({
    name: STATUS,
    summary: 'The state of every area in one line, the worst problem first',
    output: Output,
    async read() {
      const refreshed = Promise.allSettled(areas.map((area) => area.refresh()));
      const [alerts] = await Promise.all([
        readAlerts().catch(() => 'unknown' as const),
        Promise.race([refreshed, clock.wait(REFRESH_WAIT_MS)]),
      ]);
      const states = [...areas.map(stateOf), ...(alerts ? [stateOfAlerts(alerts)] : [])];
      return ok({ value: { areas: states }, asOf: clock.now(), source: 'sms-relay' });
    },
    format: (value: z.infer<typeof Output>, _, time) => ({ text: statusLine(value.areas, time) }),
  });

/** The worst alert of the sources outside, when there is one. */
interface AlertSummary {
  readonly text: string;
  readonly worst: NamedProblem;
}

type ReadAlertStatus = () => Promise<AlertSummary | undefined>;

const ALERTS = { name: 'alerts', label: 'Alerts', isFailing: false } as const;

/** Alerts that cannot be read are unknown: then nothing is called OK. */
const stateOfAlerts = (alerts: AlertSummary | 'unknown'): AreaState =>
  alerts === 'unknown'
    ? { ...ALERTS, level: 'unknown', text: 'Alerts ?' }
    : { ...ALERTS, level: 'problem', text: alerts.text, worst: alerts.worst };

function stateOf(area: Area): AreaState {
  const { name, label } = area.info;
  const { isFailing, lastGoodAt } = area.health();
  const [problem] = area.problems();
  return {
    ...{ name, label, ...area.summary(), isFailing, lastGoodAt },
    ...(problem && { worst: NamedProblem.parse(problem) }),
  };
}

/** Says `OK.` only when every area is known, fresh and fine; otherwise the worst problem comes first, marked `!`. */
function statusLine(areas: readonly AreaState[], time: LocalTime): string {
  if (areas.length === 0) return 'Nothing is set up yet: no backend is configured.';
  if (areas.every(({ isFailing }) => isFailing)) return outageLine(areas, time);
  const others = areas.filter(({ level }) => level !== 'problem');
  const problems = worstAreasFirst(areas).map(({ text }) => text);
  if (problems.length > 0) {
    return [`! ${problems.join(', ')}`, others.map(inBrief).join(', ')].filter(Boolean).join('. ');
  }
  const isAllFine = areas.every(({ level }) => level === 'ok');
  return `${isAllFine ? 'OK. ' : ''}${others.map(({ text }) => text).join(', ')}`;
}

const inBrief = ({ text, brief = text }: AreaState): string => brief;

/** Sorts the areas with problems by their worst one; equals stay in the order of the menu. */
const worstAreasFirst = (areas: readonly AreaState[]): readonly AreaState[] =>
  worstFirst(
    areas.flatMap((area) => (area.worst ? [{ severity: area.worst.severity, area }] : [])),
  ).map(({ area }) => area);

/** `! No answer from Network, K8s. Last OK 14:02` */
function outageLine(areas: readonly AreaState[], time: LocalTime): string {
  const names = areas.map(({ label }) => label).join(', ');
  const goodTimes = areas.flatMap(({ lastGoodAt }) => lastGoodAt ?? []);
  const last =
    goodTimes.length > 0
      ? `Last OK ${time.formatTime(Math.max(...goodTimes))}`
      : 'Never OK since start';
  return `! No answer from ${names}. ${last}`;
}
