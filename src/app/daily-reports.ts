import type { Alerts } from '../alerts/alerts.ts';
import { createReports, type Reports } from '../alerts/reports.ts';
import type { Area } from '../areas/shared/area.ts';
import { statusOperation } from '../areas/shared/status-operation.ts';
import type { Clock } from '../core/clock.ts';
import type { LocalTime } from '../core/local-time.ts';
import { waitUnlessAborted } from '../core/wait-unless-aborted.ts';
import type { ReadOperation } from '../operation/read-operation.ts';
import type { People } from '../people/people.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { Duty } from '../store/leadership.ts';

const EVERY_MS = 20_000;

interface Dependencies {
  readonly alerts: Alerts;
  readonly areas: readonly Area[];
  readonly readStatus: Parameters<typeof statusOperation>[2];
  /** The read of what the month costs. */
  readonly cost: ReadOperation;
  readonly people: People;
  readonly timeOf: TimeOfPerson;
  readonly clock: Clock;
  /** The times of the relay's own zone. */
  readonly time: LocalTime;
}

/** Composes the daily reports from the status line, the alerts and the costs. */
export function composeReports(dependencies: Dependencies): Reports {
  const { alerts, areas, readStatus, cost, people, timeOf, clock, time } = dependencies;
  const status = statusOperation(areas, clock, readStatus);
  const isDemo = areas.some((area) => area.isDemo);

  async function firstLineOf(read: ReadOperation): Promise<string | undefined> {
    const result = await read.call({});
    return result.ok ? result.value.format(time).text.split('\n')[0] : undefined;
  }

  return createReports({
    ...{ alerts, people, timeOf },
    async readLines() {
      const [state = 'The state is unknown.', costs] = [
        await firstLineOf(status),
        await firstLineOf(cost),
      ];
      return { status: isDemo ? `DEMO ${state}` : state, cost: costs };
    },
  });
}

/** Sends what is due at its time, again and again: a duty of the replica that leads. */
export const sendRegularly =
  (
    sends: readonly (() => Promise<void>)[],
    {
      clock,
      log,
    }: Pick<Dependencies, 'clock'> & {
      readonly log: { error(details: object, message: string): void };
    },
  ): Duty =>
  async (signal) => {
    while (!signal.aborted) {
      for (const send of sends) {
        await send().catch((err: unknown) => {
          if (!signal.aborted) log.error({ err }, 'a regular text could not be sent');
        });
      }
      await waitUnlessAborted(clock, EVERY_MS, signal);
    }
  };
