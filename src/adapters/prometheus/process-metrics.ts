import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Meters } from './registry.ts';

/** What a process knows about itself; `process` is one. */
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

/** Tells how the process is doing. What must be watched for that is watched from the first scrape on. */
export function registerProcess({
  meters,
  vitals,
  version,
  isDemo,
  startedAt,
}: Dependencies): Disposable {
  const figure = (name: string, help: string, read: () => number, kind?: 'gauge' | 'sum') =>
    meters.reading({ name, help }, {}, () => [{ labels: {}, value: read() }], kind);

  const labels = { version: [version], demo: ['0', '1'] };
  meters.reading({ name: 'sms_relay_build_info', help: 'Which relay this is.' }, labels, () => [
    { labels: { version, demo: isDemo ? '1' : '0' }, value: 1 },
  ]);

  const lag = createLag();
  figure(
    'sms_relay_event_loop_lag_p99_seconds',
    'How late timers were since the last scrape, of a hundred all but the latest.',
    () => lag.p99(),
  );
  figure('sms_relay_event_loop_lag_max_seconds', 'The latest of them.', () => lag.max());

  // These have the names that every process tells them under.
  figure('process_start_time_seconds', 'When it was started.', () => startedAt / 1000);
  if (vitals) {
    figure('process_resident_memory_bytes', 'Memory in use.', () => vitals.memoryUsage().rss);
    figure('nodejs_heap_size_used_bytes', 'Of that, in objects.', () => {
      return vitals.memoryUsage().heapUsed;
    });
    const seconds = () => {
      const { user, system } = vitals.cpuUsage();
      return (user + system) * MICRO;
    };
    figure('process_cpu_seconds_total', 'Time of the processors used.', seconds, 'sum');
  }
  return lag;
}

function createLag() {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  let isOver = false;

  /** It counts the time between timers; what is more than was asked for is lag. */
  const toLag = (nanoseconds: number): number =>
    delays.count === 0 ? 0 : Math.max(0, nanoseconds * NANO - RESOLUTION_MS / 1000);

  return {
    p99() {
      if (!isOver) delays.enable();
      return toLag(delays.percentile(99));
    },
    /** Asked for last, it begins anew. */
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
