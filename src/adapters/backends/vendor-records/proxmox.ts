import type { Guest, ProxmoxNode, Quorum, Storage } from '../../../areas/proxmox/proxmox.ts';
import { type RecordReader, recordReader } from './record-reader.ts';
import { SKIPPED } from './skip.ts';

/** Reads a node from a record of Proxmox or of an MCP server for it. */
export function readProxmoxNode(record: unknown): ProxmoxNode | undefined {
  const facts = recordReader(record);
  const name = facts?.text('node', 'name', 'hostname', 'node_name', '*name');
  const status = facts?.text(
    ...['status', 'state', 'online', 'is_online', '*status', '*state', 'reachable', 'up', 'alive'],
  );
  if (!facts || name === undefined || status === undefined) return undefined;
  const online = /^(?:online|running|up|active|reachable|1|true|yes)$/i.test(status);
  if (!online) return { name, online };
  const memoryTotalBytes =
    facts.bytes('maxmem', 'memory_total', 'mem_total', 'total_memory') ??
    facts.total('memory', 'mem', 'ram');
  const diskTotalBytes = facts.bytes('maxdisk', 'rootfs.total', 'disk_total');
  return {
    name,
    online,
    cpuPercent: clampPercent(cpuOf(facts)),
    memoryPercent: clampPercent(
      percentOfTotal(
        facts.bytes('mem', 'memory_used', 'mem_used', 'used_memory'),
        memoryTotalBytes,
      ) ??
        facts.number('memory_percent', 'mem_percent', 'memory_pct', 'mem_pct') ??
        facts.percent('memory', 'mem', 'ram', 'memory_usage'),
    ),
    diskPercent: clampPercent(percentOfTotal(facts.bytes('disk', 'rootfs.used'), diskTotalBytes)),
    uptimeSec: facts.seconds('uptime'),
    cpus: facts.number('maxcpu', 'cpus', 'cpu_cores', 'cpuinfo.cpus'),
    memoryTotalBytes,
    diskTotalBytes,
  };
}

/** Reads a VM or a container. Templates are skipped: they cannot be started. */
export function readGuest(record: unknown): Guest | typeof SKIPPED | undefined {
  const facts = recordReader(record);
  const id = facts?.number('vmid', 'vm_id', 'ctid', 'ct_id', 'id', '*id');
  const kind = KIND_NAMES.map((name) => kindOf(facts?.text(name))).find((it) => it !== undefined);
  if (facts?.flag('template')) return SKIPPED;
  if (!facts || id === undefined || !Number.isInteger(id) || !kind) return undefined;
  return {
    id,
    name: facts.text('name', 'hostname', 'label', 'vm_name', '*name') ?? String(id),
    kind,
    node: facts.text('node', 'host', 'node_name', 'hypervisor', '*node', '*host') ?? '?',
    state: stateOf(facts.text('status', 'state', 'power_state', 'power', '*status', '*state')),
    cpuPercent: cpuOf(facts),
    memoryUsedBytes: facts.bytes('mem', 'mem_bytes', 'memory_used', 'mem_used', 'memory'),
    memoryTotalBytes:
      facts.bytes('maxmem', 'maxmem_bytes', 'memory_total', 'mem_total', 'max_memory') ??
      facts.total('memory', 'mem', 'ram'),
    diskTotalBytes: facts.bytes('maxdisk', 'disk_total'),
    // Proxmox cannot see into the disk of a VM, and reports 0 for it.
    diskPercent:
      kind === 'lxc'
        ? clampPercent(percentOfTotal(facts.bytes('disk'), facts.bytes('maxdisk')))
        : undefined,
    uptimeSec: facts.seconds('uptime'),
    onBoot: facts.flag('onboot'),
  };
}

/** Reads a storage of a node. Records of guests are skipped. */
export function readStorage(record: unknown): Storage | typeof SKIPPED | undefined {
  const facts = recordReader(record);
  if (facts?.number('vmid') !== undefined) return SKIPPED;
  const name = facts?.text('storage', 'name');
  if (!facts || name === undefined) return undefined;
  return {
    name,
    node: facts.text('node', 'host') ?? '?',
    shared: facts.flag('shared'),
    usedPercent: clampPercent(
      percentOfTotal(facts.bytes('disk', 'used'), facts.bytes('maxdisk', 'total')) ??
        facts.percent('used_percent', 'usage'),
    ),
  };
}

/** Names of fields that hold the kind of a guest; the last is the kind that the list itself implies. */
const KIND_NAMES = [
  ...['type', 'kind', 'virtualization', 'vm_type', 'guest_type', 'instance_type', 'virt_type'],
  ...['virt', 'class', 'category', 'assumedKind'],
];

function kindOf(type: string | undefined): Guest['kind'] | undefined {
  if (/^(?:qemu|vms?|kvm|qemu-?kvm|virtual.?machine)$/i.test(type ?? '')) return 'vm';
  return /^(?:lxc|cts?|containers?|lxc.?container)$/i.test(type ?? '') ? 'lxc' : undefined;
}

const STATES: readonly (readonly [RegExp, Guest['state']])[] = [
  [/^(?:running|powered.?on|on|started|up|active|online)$/i, 'running'],
  [/^(?:stopped|powered.?off|off|shut.?off|shut.?down|halted|down|inactive|offline)$/i, 'stopped'],
  [/^(?:paused|suspended)$/i, 'paused'],
];

const stateOf = (status = ''): Guest['state'] =>
  STATES.find(([pattern]) => pattern.test(status))?.[1] ?? 'unknown';

/** Proxmox reports a fraction of all cores, next to their number; other servers report percent. */
function cpuOf(facts: RecordReader): number | undefined {
  const fraction = facts.number('cpu');
  const isProxmoxOwn = facts.number('maxcpu', 'cpus') !== undefined;
  if (fraction !== undefined && isProxmoxOwn) return fraction * 100;
  return (
    facts.number('cpu_pct', 'cpu_percent', 'cpu_usage_percent', 'cpu_usage_pct') ??
    facts.percent('cpu', 'cpu_usage')
  );
}

const percentOfTotal = (used: number | undefined, total: number | undefined): number | undefined =>
  used === undefined || !total ? undefined : (used / total) * 100;

const clampPercent = (percent: number | undefined): number | undefined =>
  percent === undefined ? undefined : Math.min(100, Math.max(0, percent));

const MAX_RECORDS = 100;

/** Reads the quorum: a number in Proxmox's own answers, a word in those made for people. */
export function readQuorum(records: readonly unknown[]): Quorum {
  const values = records
    .slice(0, MAX_RECORDS)
    .map((record) => recordReader(record)?.text('quorate', 'quorum'));
  const word = values.find((value) => value !== undefined);
  return word === undefined ? {} : { quorate: /^(?:1|true|yes|ok)$/i.test(word) };
}
