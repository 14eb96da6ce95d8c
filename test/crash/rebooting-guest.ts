import type { Clock } from '../../src/core/clock.ts';
import { type Heard, type Said, serve, type Upstream } from '../upstreams/serve.ts';

const DAY = 24 * 60 * 60_000;

/** A Proxmox with one container, plex, that can be rebooted. */
export interface Rebooting extends Upstream {
  /** How often it was told to. */
  readonly reboots: () => number;
}

/** `takesMs`: how long the container is down when it reboots. */
export async function startRebooting(clock: Clock, takesMs: number): Promise<Rebooting> {
  let bootedAt = clock.now() - 14 * DAY;

  function plex(): object {
    const upSec = Math.floor((clock.now() - bootedAt) / 1000);
    const status = upSec < 0 ? 'stopped' : 'running';
    const identity = { type: 'lxc', vmid: 202, name: 'plex', node: 'pve1', maxcpu: 2, cpu: 0.1 };
    return { ...identity, status, uptime: Math.max(0, upSec) };
  }

  const lists: Readonly<Record<string, () => unknown>> = {
    '/cluster/resources': () => [{ type: 'node', node: 'pve1', status: 'online' }, plex()],
    '/cluster/tasks': () => [],
    '/cluster/status': () => [{ type: 'cluster', name: 'homelab', nodes: 1, quorate: 1 }],
    '/access/permissions': () => ({ '/': { 'VM.Audit': 1 } }),
  };

  function answer({ method, path }: Heard): Said {
    if (method === 'POST') bootedAt = clock.now() + takesMs;
    return { json: { data: lists[path.replace('/api2/json', '')]?.() ?? null } };
  }

  const upstream = await serve(answer);
  const isReboot = ({ method, path }: Heard) => method === 'POST' && path.endsWith('/reboot');
  return Object.assign(upstream, { reboots: () => upstream.heard.filter(isReboot).length });
}
