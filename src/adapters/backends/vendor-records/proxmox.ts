import { hash } from 'node:crypto';
import type { Guest, ProxmoxNode, Quorum, Storage } from '../../../areas/proxmox/proxmox.ts';
import { memoryOfGuest, memoryOfHost } from './memory.ts';
import { type RecordReader, recordReader } from './record-reader.ts';
import { SKIPPED } from './skip.ts';

/** Reads a node from a record of Proxmox or of an MCP server for it. */
export function readProxmoxNode(record: unknown): ProxmoxNode | undefined {
  const facts = recordReader(record);
  const name = facts?.text(
    ...['node', 'name', 'hostname', 'node_name', '*name', 'label', 'title', 'name_label'],
    ...['host', 'hypervisor', 'server', 'member'],
  );
  const status = facts?.text(
    ...['status', 'state', 'online', 'is_online', 'connection_state', 'power_state'],
    ...[
      '*status',
      '*state',
      'reachable',
      'up',
      'alive',
      'health',
      '*health',
      'power',
      'connection',
    ],
  );
  if (!facts || name === undefined || status === undefined) return undefined;
  if (AWAY.test(status)) return { name, online: false };
  if (!PRESENT.test(status)) return undefined;
  const memory = memoryOfHost(facts);
  const diskTotalBytes = facts.bytes('maxdisk', 'rootfs.total', 'disk_total', 'disk.total');
  return {
    name,
    online: true,
    cpuPercent: clampPercent(cpuOf(facts)),
    memoryPercent: clampPercent(
      (memory.ratio === undefined ? undefined : memory.ratio * 100) ??
        facts.number('memory_percent', 'mem_percent', 'memory_pct', 'mem_pct') ??
        facts.percent('memory', 'mem', 'ram', 'memory_usage'),
    ),
    diskPercent: clampPercent(
      percentOfTotal(facts.bytes('disk', 'rootfs.used', 'disk_used', 'disk.used'), diskTotalBytes),
    ),
    uptimeSec: facts.seconds(...UPTIMES),
    cpus: facts.number('maxcpu', 'cpus', 'cpu_cores', 'cpuinfo.cpus'),
    memoryTotalBytes: memory.total,
    diskTotalBytes,
  };
}

/** States of a node; of one in any other state nothing is known. */
const PRESENT =
  /^(?:online|running|up|active|reachable|connected|ready|available|healthy|ok|good|normal|green|powered.?on|on|alive|1|true|yes)$/i;
const AWAY =
  /^(?:offline|stopped|down|inactive|unreachable|disconnected|not.?(?:ready|responding|reachable|connected)|unavailable|unknown|dead|failed|error|halted|shut.?down|powered.?off|off|0|false|no)$/i;

const UPTIMES = ['uptime', 'up_for', 'running_for', 'up_time', '*uptime'];

const LASTING_IDS = ['vmid', 'vm_id', 'ctid', 'ct_id'];
const ID_NAMES = [...LASTING_IDS, 'id', '*id'];
const GUEST_NAMES = [
  ...['name', 'hostname', 'label', 'vm_name', 'title', 'display_name', '*name', '*title'],
  ...['name_label', 'vm', 'guest', 'instance', 'container'],
];
const NODE_NAMES = [
  ...['node', 'host', 'node_name', 'hypervisor', 'on', 'where', 'host_name', 'location'],
  ...['*node', '*host'],
];

interface GuestId {
  readonly id?: number;
  readonly kindOfId?: Guest['kind'] | undefined;
}

/** Reads a number, or an id that says the kind as well: `qemu/101`, `vm-101`, `ct201`. That of libvirt lasts no longer than the guest runs. */
function readGuestId(facts: RecordReader | undefined): GuestId {
  const text = facts?.text(...ID_NAMES) ?? '';
  const [, kind, id] = /^(qemu|kvm|vm|lxc|ct)[/:_-]?(\d{1,9})$/i.exec(text) ?? [];
  if (id !== undefined) return { id: Number(id), kindOfId: kindOf(kind) };
  const isOwn = facts?.text('uuid') === undefined;
  const number = facts?.number(...(isOwn ? ID_NAMES : LASTING_IDS));
  return number !== undefined && Number.isInteger(number) ? { id: number } : {};
}

/** An id for a guest of a hypervisor that has names and UUIDs only; one without a name and a state may be anything. */
function unnumbered(
  facts: RecordReader,
  state: Guest['state'],
): Pick<Guest, 'id' | 'isUnnumbered'> | undefined {
  const name = facts.text(...GUEST_NAMES);
  const isOther = KIND_NAMES.some((it) => NO_GUEST.test(facts.text(it) ?? ''));
  const isState = state !== 'unknown' || UNCERTAIN.test(facts.text(...STATE_NAMES) ?? '');
  if (name === undefined || !isState || isOther) return undefined;
  const key = facts.text('uuid') ?? [facts.text(...NODE_NAMES), name].join('/');
  return { id: Number.parseInt(hash('sha1', key).slice(0, 7), 16), isUnnumbered: true };
}

const STATE_NAMES = [
  ...['status', 'state', 'power_state', 'power', 'status.state', 'status.status', 'state.status'],
  ...['state.name', 'power.state', 'runtime.power_state', '*status', '*state'],
];

/** Words for a state of a guest in which it neither runs nor stands still. */
const UNCERTAIN =
  /^(?:error|unknown|unreachable|not.?responding|(?:start|stopp|reboot|restart|migrat|creat|build|freez|abort|provision|suspend|resum)ing)$/i;

/** Kinds of what stands beside guests. */
const NO_GUEST = /^(?:node|host|hypervisor|storage|pool|network|cluster|service|sdn)$/i;

function memoryOf(facts: RecordReader): Pick<Guest, 'memoryUsedBytes' | 'memoryTotalBytes'> {
  const isNumbered = facts.number(...LASTING_IDS) !== undefined;
  const { used, total } = memoryOfGuest(facts, isNumbered);
  return {
    ...(used !== undefined && { memoryUsedBytes: used }),
    ...(total !== undefined && { memoryTotalBytes: total }),
  };
}

/** Reads a VM or a container. Templates are skipped: they cannot be started. */
export function readGuest(record: unknown): Guest | typeof SKIPPED | undefined {
  const facts = recordReader(record);
  const { id, kindOfId } = readGuestId(facts);
  const kinds = KIND_NAMES.map((name) => facts?.text(name));
  if (facts?.flag('template') || kinds.includes('template')) return SKIPPED;
  const kind = kinds.map(kindOf).find((it) => it !== undefined) ?? kindOfId;
  if (!facts || !kind) return undefined;
  const words = STATE_NAMES.map((name) => stateOf(facts.text(name)));
  const state = words.find((it) => it !== 'unknown') ?? 'unknown';
  const identity = id === undefined ? unnumbered(facts, state) : { id };
  if (!identity) return undefined;
  return {
    ...identity,
    name: facts.text(...GUEST_NAMES) ?? String(identity.id),
    kind,
    node: facts.text(...NODE_NAMES) ?? '?',
    state,
    cpuPercent: cpuOf(facts),
    ...memoryOf(facts),
    diskTotalBytes: facts.bytes('maxdisk', 'disk_total'),
    // Proxmox cannot see into the disk of a VM, and reports 0 for it.
    diskPercent:
      kind === 'lxc'
        ? clampPercent(percentOfTotal(facts.bytes('disk'), facts.bytes('maxdisk')))
        : undefined,
    uptimeSec: facts.seconds(...UPTIMES),
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
  [
    /^(?:stopped|powered.?off|off|shut.?off|shut.?down|halted|crashed|down|inactive|offline)$/i,
    'stopped',
  ],
  [/^(?:paused|suspended|pm.?suspended|frozen)$/i, 'paused'],
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
    facts.percent('cpu', 'cpu_usage', 'cpu_load', 'load')
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
