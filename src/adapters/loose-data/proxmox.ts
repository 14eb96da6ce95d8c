import type { Guest, ProxmoxNode, Quorum, Storage } from '../../proxmox/proxmox.ts';
import { type Facts, factsOf } from './facts.ts';
import { SKIPPED } from './skipped.ts';

/** A node, as Proxmox and the servers on top of it tell it. */
export function readProxmoxNode(record: unknown): ProxmoxNode | undefined {
  const facts = factsOf(record);
  const name = facts?.text('node', 'name', 'hostname');
  const status = facts?.text('status', 'state', 'online');
  if (!facts || name === undefined || status === undefined) return undefined;
  const online = /^(?:online|running|up|active|1|true)$/i.test(status);
  if (!online) return { name, online };
  const memoryTotalBytes = facts.bytes('maxmem', 'memory_total') ?? facts.total('memory');
  const diskTotalBytes = facts.bytes('maxdisk', 'rootfs.total', 'disk_total');
  return {
    name,
    online,
    cpuPercent: within(cpuOf(facts)),
    memoryPercent: within(
      share(facts.bytes('mem', 'memory_used'), memoryTotalBytes) ?? facts.percent('memory'),
    ),
    diskPercent: within(share(facts.bytes('disk', 'rootfs.used'), diskTotalBytes)),
    uptimeSec: facts.seconds('uptime'),
    cpus: facts.number('maxcpu', 'cpus', 'cpu_cores', 'cpuinfo.cpus'),
    memoryTotalBytes,
    diskTotalBytes,
  };
}

/** A VM or a container. A template is neither: nobody can start it. */
export function readGuest(record: unknown): Guest | typeof SKIPPED | undefined {
  const facts = factsOf(record);
  const id = facts?.number('vmid', 'vm_id', 'ctid', 'id');
  const kind = kindOf(facts?.text('type', 'kind'));
  if (facts?.flag('template')) return SKIPPED;
  if (!facts || id === undefined || !Number.isInteger(id) || !kind) return undefined;
  return {
    id,
    name: facts.text('name', 'hostname') ?? String(id),
    kind,
    node: facts.text('node', 'host') ?? '?',
    state: stateOf(facts.text('status', 'state')),
    cpuPercent: cpuOf(facts),
    memoryUsedBytes: facts.bytes('mem', 'mem_bytes', 'memory_used', 'memory'),
    memoryTotalBytes:
      facts.bytes('maxmem', 'maxmem_bytes', 'memory_total') ?? facts.total('memory'),
    diskTotalBytes: facts.bytes('maxdisk', 'disk_total'),
    // The disk of a VM is not seen from outside: there it is always 0.
    diskPercent:
      kind === 'lxc' ? within(share(facts.bytes('disk'), facts.bytes('maxdisk'))) : undefined,
    uptimeSec: facts.seconds('uptime'),
    onBoot: facts.flag('onboot'),
  };
}

/** Storage of a node, as far as it can be reached. */
export function readStorage(record: unknown): Storage | typeof SKIPPED | undefined {
  const facts = factsOf(record);
  if (facts?.number('vmid') !== undefined) return SKIPPED;
  const name = facts?.text('storage', 'name');
  if (!facts || name === undefined) return undefined;
  return {
    name,
    node: facts.text('node', 'host') ?? '?',
    shared: facts.flag('shared'),
    usedPercent: within(
      share(facts.bytes('disk', 'used'), facts.bytes('maxdisk', 'total')) ??
        facts.percent('used_percent', 'usage'),
    ),
  };
}

function kindOf(type: string | undefined): Guest['kind'] | undefined {
  if (/^(?:qemu|vm|kvm)$/i.test(type ?? '')) return 'vm';
  return /^(?:lxc|ct|container)$/i.test(type ?? '') ? 'lxc' : undefined;
}

const STATES = ['running', 'stopped', 'paused'] as const;

const stateOf = (status = ''): Guest['state'] =>
  STATES.find((state) => state === status.toLowerCase()) ?? 'unknown';

/** Proxmox gives a fraction of all cores, beside how many there are; others say what they mean. */
function cpuOf(facts: Facts): number | undefined {
  const fraction = facts.number('cpu');
  const isProxmoxOwn = facts.number('maxcpu', 'cpus') !== undefined;
  if (fraction !== undefined && isProxmoxOwn) return fraction * 100;
  return facts.number('cpu_pct', 'cpu_percent', 'cpuPercent') ?? facts.percent('cpu', 'cpu_usage');
}

const share = (used: number | undefined, total: number | undefined): number | undefined =>
  used === undefined || !total ? undefined : (used / total) * 100;

const within = (percent: number | undefined): number | undefined =>
  percent === undefined ? undefined : Math.min(100, Math.max(0, percent));

const MOST_RECORDS = 100;

/** Whether enough nodes agree: a number in Proxmox's own answer, a word in those made for reading. */
export function readQuorum(records: readonly unknown[]): Quorum {
  const said = records
    .slice(0, MOST_RECORDS)
    .map((record) => factsOf(record)?.text('quorate', 'quorum'));
  const word = said.find((value) => value !== undefined);
  return word === undefined ? {} : { quorate: /^(?:1|true|yes|ok)$/i.test(word) };
}
