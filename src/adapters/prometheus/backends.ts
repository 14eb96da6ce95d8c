import { CALL_OUTCOMES, type RecordCall } from '../../core/call-metrics.ts';
import type { Meters } from './registry.ts';

/** How an area is doing. Times are epoch milliseconds. */
interface AreaState {
  readonly name: string;
  readonly failingSince?: number | undefined;
  readonly lastGoodAt?: number | undefined;
}

/** A server behind an area, which is not asked while it is known to be away. */
interface Behind {
  readonly area: string;
  readonly isSpared: () => boolean;
}

/** A call is given up after 10 seconds. */
const CALL_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts calls to backends, each under one of these areas. */
export function createCallMeters(
  meters: Meters,
  areas: readonly string[],
): (area: string) => RecordCall {
  const calls = meters.counter(
    { name: 'sms_relay_backend_calls_total', help: 'Calls to backends, by how they ended.' },
    { area: areas, outcome: CALL_OUTCOMES },
  );
  const seconds = meters.histogram(
    {
      name: 'sms_relay_backend_call_duration_seconds',
      help: 'How long backends took, whatever they answered; without calls that were spared.',
    },
    { area: areas },
    CALL_SECONDS,
  );

  return (area) => (outcome, tookMs) => {
    calls({ area, outcome });
    if (outcome !== 'spared') seconds({ area }, tookMs / 1000);
  };
}

interface Dependencies {
  readonly meters: Meters;
  readonly areas: readonly string[];
  readonly states: () => readonly AreaState[];
  readonly behind: readonly Behind[];
  readonly now: () => number;
}

/** Tells how each area is doing, by what was last heard: a scrape asks no backend. */
export function registerAreas({ meters, areas, states, behind, now }: Dependencies): void {
  const labels = { area: areas };
  const secondsSince = (at: number): number => Math.max(0, now() - at) / 1000;

  meters.reading(
    {
      name: 'sms_relay_area_failing',
      help: '1 when the last answer of an area was a failure. Areas that nobody looks at are not asked.',
    },
    labels,
    () =>
      states().map(({ name, failingSince }) => ({
        labels: { area: name },
        value: failingSince === undefined ? 0 : 1,
      })),
  );
  meters.reading(
    { name: 'sms_relay_area_failing_seconds', help: 'For how long an area has been failing.' },
    labels,
    () =>
      states().map(({ name, failingSince }) => ({
        labels: { area: name },
        value: failingSince === undefined ? 0 : secondsSince(failingSince),
      })),
  );
  meters.reading(
    {
      name: 'sms_relay_area_last_good_age_seconds',
      help: 'The age of the last good answer of an area; missing while there was none.',
    },
    labels,
    () =>
      states().flatMap(({ name, lastGoodAt }) =>
        lastGoodAt === undefined
          ? []
          : [{ labels: { area: name }, value: secondsSince(lastGoodAt) }],
      ),
  );
  meters.reading(
    {
      name: 'sms_relay_backend_breakers_open',
      help: 'MCP servers that are known to be away, and not asked until they are back.',
    },
    labels,
    () =>
      Object.entries(Object.groupBy(behind, ({ area }) => area)).map(([area, servers = []]) => ({
        labels: { area },
        value: servers.filter(({ isSpared }) => isSpared()).length,
      })),
  );
}
