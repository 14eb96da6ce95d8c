import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Meters } from './registry.ts';

/** Usage of a process; the global `process` satisfies it. */
export interface ProcessMetrics {
  memoryUsage(): { readonly rss: number; readonly heapUsed: number };
  /** In microseconds. */
  cpuUsage(): { readonly user: number; readonly system: number };
}

interface Dependencies {
  readonly meters: Meters;
  readonly vitals: ProcessMetrics | undefined;
  readonly version: string;
  readonly isDemo: boolean;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

const RESOLUTION_MS = 20;
const NANO = 1e-9;
const MICRO = 1e-6;

/** Registers the metrics of this process; the event loop is monitored from the first scrape on. */
export function registerProcess({
  meters,
  vitals,
  version,
  isDemo,
  startedAt,
}: Dependencies): Disposable {
  const register = (name: string, help: string, read: () => number, kind?: 'gauge' | 'sum') =>
    meters.reading({ name, help }, {}, () => [{ labels: {}, value: read() }], kind);

  const labels = { version: [version], demo: ['0', '1'] };
  meters.reading(
    { name: 'sms_relay_build_info', help: 'Version of the relay, and whether it is a demo.' },
    labels,
    () => [{ labels: { version, demo: isDemo ? '1' : '0' }, value: 1 }],
  );

  const lag = createLag();
  register(
    'sms_relay_event_loop_lag_p99_seconds',
    'How late timers were since the last scrape, 99th percentile.',
    () => lag.p99(),
  );
  register(
    'sms_relay_event_loop_lag_max_seconds',
    'How late timers were since the last scrape, maximum.',
    () => lag.max(),
  );

  // These have the names that every Prometheus client library uses.
  register(
    'process_start_time_seconds',
    'Start time of the process, in seconds since the epoch.',
    () => startedAt / 1000,
  );
  if (vitals) {
    register('process_resident_memory_bytes', 'Resident memory.', () => vitals.memoryUsage().rss);
    register('nodejs_heap_size_used_bytes', 'Heap memory used by objects.', () => {
      return vitals.memoryUsage().heapUsed;
    });
    const seconds = () => {
      const { user, system } = vitals.cpuUsage();
      return (user + system) * MICRO;
    };
    register('process_cpu_seconds_total', 'Processor time used.', seconds, 'sum');
  }
  return lag;
}

function createLag() {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  let isOver = false;

  /** The histogram holds the time between timers; what exceeds the interval is lag. */
  const toLag = (nanoseconds: number): number =>
    delays.count === 0 ? 0 : Math.max(0, nanoseconds * NANO - RESOLUTION_MS / 1000);

  return {
    p99() {
      if (!isOver) delays.enable();
      return toLag(delays.percentile(99));
    },
    /** Read last in a scrape, because it resets the histogram. */
    max() {
      const most = toLag(delays.max);
      delays.reset();
      return most;
    },
    [Symbol.dispose]() {
      isOver = true;
      delays.disable();
    },
  };
}
