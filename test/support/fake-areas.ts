import { k8sArea } from '../../src/areas/k8s/area.ts';
import { networkArea } from '../../src/areas/network/area.ts';
import { proxmoxArea } from '../../src/areas/proxmox/area.ts';
import type { Guest, ProxmoxNode } from '../../src/areas/proxmox/proxmox.ts';
import { securityArea } from '../../src/areas/security/area.ts';
import type { Area } from '../../src/areas/shared/area.ts';
import { keepNames } from '../../src/areas/shared/keep-names.ts';
import { createReadingCache } from '../../src/areas/shared/reading-cache.ts';
import type { Failure } from '../../src/core/failure.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import type { AsyncReading } from '../../src/core/reading.ts';
import { err, ok } from '../../src/core/result.ts';
import type { FakeClock } from './fake-clock.ts';
import { emptyInventory } from './inventory.ts';

export const guest = (over: Partial<Guest> = {}): Guest => ({
  id: 104,
  name: 'plex',
  kind: 'vm',
  node: 'pve1',
  state: 'running',
  ...over,
});

/** Four small areas that live in memory and can be told to break. */
export class FakeHome {
  failWith: Failure | undefined;
  /** How often anybody asked anything. */
  asked = 0;
  /** Nobody answers any more. */
  isSilent = false;
  guests: readonly Guest[] = [guest(), guest({ id: 105, name: 'jellyfin' })];
  nodes: readonly ProxmoxNode[] = [{ name: 'pve1', online: true }];
  readonly areas: readonly Area[];
  readonly #clock: FakeClock;

  constructor(clock: FakeClock) {
    this.#clock = clock;
    const time = createLocalTime(clock, 'UTC');
    const say =
      <T>(value: () => T) =>
      (): AsyncReading<T> =>
        this.#say(value);
    const inventory = emptyInventory(clock);
    const furnishing = () => ({
      memory: createReadingCache(clock),
      inventory,
      time,
      isDemo: false,
    });

    const areas: readonly Area[] = [
      networkArea({
        network: {
          status: say(() => ({ devices: 47, accessPoints: 2, alerts: 0, gear: [] })),
          details: say(() => ({
            uptimeSec: 1_220_400,
            wan: { up: true, downBps: 125e6, upBps: 18e6 },
            lan: { downBps: 310e6, upBps: 290e6 },
          })),
          alerts: say(() => ({ alerts: [] })),
          clients: say(() => ({ clients: [{ id: 'aa:bb', name: 'annas-iphone' }] })),
        },
        ...furnishing(),
      }),
      proxmoxArea({
        proxmox: {
          status: say(() => ({ nodes: 3, nodesOnline: 3, vms: 12, containers: 8 })),
          nodes: say(() => ({ nodes: [...this.nodes] })),
          guests: say(() => ({ guests: [...this.guests] })),
        },
        ...furnishing(),
      }),
      k8sArea({
        k8s: {
          status: say(() => ({ pods: 47, pending: 0, failed: 0, nodes: 3, nodesReady: 3 })),
          namespaces: say(() => ({ namespaces: [] })),
          pods: say(() => ({ pods: [{ name: 'plex-0', namespace: 'media', status: 'Running' }] })),
          deployments: say(() => ({ deployments: [] })),
          services: say(() => ({ services: [] })),
          events: say(() => ({ events: [] })),
          nodes: say(() => ({ nodes: [] })),
        },
        ...furnishing(),
      }),
      securityArea({
        security: {
          status: say(() => ({ critical: 0, warnings: 2 })),
          alerts: say(() => ({ alerts: [] })),
          logs: say(() => ({ lines: [] })),
          firewall: say(() => ({ enabled: true, rules: [] })),
        },
        ...furnishing(),
      }),
    ];
    this.areas = areas.map((area) => keepNames(area, inventory));
  }

  async #say<T>(value: () => T): AsyncReading<T> {
    this.asked += 1;
    if (this.isSilent) return new Promise(() => {});
    if (this.failWith) return err(this.failWith);
    return ok({ value: value(), asOf: this.#clock.now(), source: 'fake' });
  }
}
