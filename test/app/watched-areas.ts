import { createAreasWatch, type WatchTimings } from '../../src/app/watch-areas.ts';
import { k8sArea } from '../../src/areas/k8s/area.ts';
import type { K8sStatus, Pod } from '../../src/areas/k8s/k8s.ts';
import { proxmoxArea } from '../../src/areas/proxmox/area.ts';
import type { Guest, Guests, ProxmoxStatus } from '../../src/areas/proxmox/proxmox.ts';
import { createReadingCache } from '../../src/areas/shared/reading-cache.ts';
import type { Failure } from '../../src/core/failure.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import type { AsyncReading, Reading } from '../../src/core/reading.ts';
import { err, ok } from '../../src/core/result.ts';
import { guest } from '../support/fake-areas.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { emptyInventory } from '../support/inventory.ts';
import { MemoryWatchStore } from './memory-watch-store.ts';

const POD: Pod = { name: 'kino-0', namespace: 'media', status: 'Running', ready: '1/1' };

export const CRASHING: Pod = { ...POD, status: 'CrashLoopBackOff', ready: '0/1' };

export const withGuests = (...guests: readonly Guest[]): ProxmoxStatus => ({
  ...{ nodes: 1, nodesOnline: 1, vms: guests.length, containers: 0 },
  lists: { nodes: [{ name: 'pve1', online: true }], guests },
});

export const withPods = (...pods: readonly Pod[]): K8sStatus => ({
  ...{ pods: pods.length, nodes: 1, nodesReady: 1 },
  lists: { pods, nodes: [{ name: 'k1', ready: true }], deployments: [] },
});

/** A source that can be slow, hang or fail, and knows when it was read. */
class Source<T> {
  value: T;
  about: Partial<Reading<T>> = {};
  failure: Failure | undefined;
  isBroken = false;
  delayMs = 0;
  /** The seconds after the start at which it was read. */
  readonly reads: number[] = [];
  readonly #clock: FakeClock;
  readonly #startedAt: number;

  constructor(clock: FakeClock, value: T) {
    this.value = value;
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  readonly read = async (): AsyncReading<T> => {
    this.reads.push((this.#clock.now() - this.#startedAt) / 1000);
    if (this.delayMs > 0) await this.#clock.wait(this.delayMs);
    if (this.isBroken) throw new Error('a bug');
    if (this.failure) return err(this.failure);
    return ok({ value: this.value, asOf: this.#clock.now(), source: 'test', ...this.about });
  };
}

const unused = async (): AsyncReading<never> =>
  err({ kind: 'no-source', service: 'test', what: 'that' });

/** Two areas over sources that a test controls, and a watch that can be started again and again. */
export function watchedAreas(timings?: Partial<WatchTimings>) {
  const clock = new FakeClock();
  const inventory = emptyInventory(clock);
  const store = new MemoryWatchStore();
  const errors: string[] = [];
  const proxmox = new Source<ProxmoxStatus>(clock, withGuests(guest()));
  const guests = new Source<Guests>(clock, { guests: [guest()] });
  const k8s = new Source<K8sStatus>(clock, withPods(POD));
  const time = createLocalTime(clock, 'UTC');
  const parts = () => ({ memory: createReadingCache(clock), inventory, time, isDemo: false });

  const createAreas = () =>
    [
      proxmoxArea({
        proxmox: { status: proxmox.read, nodes: unused, guests: guests.read },
        ...parts(),
      }),
      k8sArea({
        k8s: {
          ...{ status: k8s.read, pods: unused, deployments: unused, nodes: unused },
          ...{ namespaces: unused, services: unused, events: unused },
        },
        ...parts(),
      }),
    ] as const;

  /** Starts a process that watches; its readings are its own. */
  function start() {
    const areas = createAreas();
    const stopping = new AbortController();
    const watch = createAreasWatch({
      ...{ areas, inventory, store, clock },
      log: { error: (_, message) => errors.push(message) },
      timings: { everyMs: 60_000, slowEveryMs: 300_000, looks: 2, ...timings },
      random: () => 0.5,
    });
    const ended = watch.run(stopping.signal);
    return {
      areas,
      lookNow: watch.lookNow,
      /** Stops watching, and resolves when the watch has ended. */
      async stop() {
        stopping.abort();
        await ended;
      },
    };
  }

  return { clock, inventory, store, errors, proxmox, guests, k8s, start };
}
