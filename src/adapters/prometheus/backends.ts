import { CALL_OUTCOMES, type RecordCall } from '../../core/call-metrics.ts';
import type { Meters } from './registry.ts';

/** The state of an area. Times are epoch milliseconds. */
interface AreaState {
  readonly name: string;
  readonly failingSince?: number | undefined;
  readonly lastGoodAt?: number | undefined;
}

/** A server of an area, to which no call is made while its circuit breaker is open. */
interface Behind {
  readonly area: string;
  readonly isCircuitOpen: () => boolean;
}

/** A call times out after 10 seconds. */
const CALL_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Creates the metrics of calls to backends, labelled with one of these areas. */
export function createCallMeters(
  meters: Meters,
  areas: readonly string[],
): (area: string) => RecordCall {
  const calls = meters.counter(
    { name: 'sms_relay_backend_calls_total', help: 'Calls to backends, by outcome.' },
    { area: areas, outcome: CALL_OUTCOMES },
  );
  const seconds = meters.histogram(
    {
      name: 'sms_relay_backend_call_duration_seconds',
      help: 'How long calls to backends took, whatever the outcome; calls skipped by the circuit breaker are left out.',
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

/** Registers the state of each area as of its last answer: a scrape calls no backend. */
export function registerAreas({ meters, areas, states, behind, now }: Dependencies): void {
  const labels = { area: areas };
  const secondsSince = (at: number): number => Math.max(0, now() - at) / 1000;

  meters.reading(
    {
      name: 'sms_relay_area_failing',
      help: '1 when the last answer of an area was a failure.',
    },
    labels,
    () =>
      states().map(({ name, failingSince }) => ({
        labels: { area: name },
        value: failingSince === undefined ? 0 : 1,
      })),
  );
  meters.reading(
    { name: 'sms_relay_area_failing_seconds', help: 'How long an area has been failing.' },
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
      help: 'Age of the last good answer of an area; missing while there was none.',
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
      help: 'MCP servers whose circuit breaker is open: calls to them fail at once until they are back.',
    },
    labels,
    () =>
      Object.entries(Object.groupBy(behind, ({ area }) => area)).map(([area, servers = []]) => ({
        labels: { area },
        value: servers.filter(({ isCircuitOpen }) => isCircuitOpen()).length,
      })),
  );
}
