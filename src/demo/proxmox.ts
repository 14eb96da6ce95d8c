import type {
  Guest,
  Guests,
  ProxmoxCounts,
  ProxmoxNode,
  ProxmoxNodes,
  Storage,
  Storages,
} from '../areas/proxmox/proxmox.ts';
import { GUESTS, NODES, type PlannedGuest, type PlannedNode } from './cluster-plan.ts';
import { type DemoChange, type DemoState, type DemoWorld, round1, worldAt } from './world-at.ts';

export interface ProxmoxNow {
  readonly status: ProxmoxCounts;
  readonly nodes: ProxmoxNodes;
  readonly guests: Guests;
  readonly storages: Storages;
}

const GIB = 1024 ** 3;
const LOST_NODE = 'pve3';
const STOPPING_GUEST = 'nextcloud';
const UNSAVED_GUEST = 'vaultwarden';

/** Returns the whole cluster at one instant; its load is the mean of the nodes that are online. */
export function proxmoxAt(demoState: DemoState, now: number): ProxmoxNow {
  const world = worldAt(demoState, now);
  const nodes = NODES.map((plan) => toNode(plan, world));
  const guests = GUESTS.map((plan) => toGuest(plan, world));
  const online = nodes.filter((node) => node.online);

  return {
    status: {
      nodes: nodes.length,
      nodesOnline: online.length,
      vms: guests.filter(({ kind }) => kind === 'vm').length,
      containers: guests.filter(({ kind }) => kind === 'lxc').length,
      cpuPercent: mean(online.map(({ cpuPercent }) => cpuPercent)),
      memoryPercent: mean(online.map(({ memoryPercent }) => memoryPercent)),
      diskPercent: mean(online.map(({ diskPercent }) => diskPercent)),
      offline: nodes.filter((node) => !node.online).map(({ name }) => name),
    },
    nodes: { nodes },
    guests: { guests },
    storages: { storages: storagesAt(world) },
  };
}

const isLost = (node: string, world: DemoWorld): boolean =>
  node === LOST_NODE && world.isOn('node-down');

function toNode({ name, cpu, memory, disk, upDays }: PlannedNode, world: DemoWorld): ProxmoxNode {
  if (isLost(name, world)) return { name, online: false };
  return {
    name,
    online: true,
    cpuPercent: round1(world.fluctuate(`${name}/cpu`, cpu, 9)),
    memoryPercent: round1(world.fluctuate(`${name}/memory`, memory, 4)),
    diskPercent: round1(world.fluctuate(`${name}/disk`, disk, 0.8)),
    uptimeSec: world.uptime(upDays, name === LOST_NODE ? 'node-down' : undefined),
  };
}

function toGuest(plan: PlannedGuest, world: DemoWorld): Guest {
  const { id, name, kind, node, memoryGib, diskGib } = plan;
  const state = stateOf(plan, world);
  const facts: Guest = {
    id,
    name,
    kind,
    node,
    state,
    memoryTotalBytes: memoryGib * GIB,
    diskTotalBytes: diskGib * GIB,
    backup: backupOf(plan, world),
  };
  const change = stateAfterChange(plan, world);
  if (change) facts.state = change.state;
  if (facts.state !== 'running') return facts;
  const share = world.fluctuate(`${name}/memory`, 0.35 + 0.4 * world.random('memory', name), 0.1);
  return {
    ...facts,
    cpuPercent: round1(world.fluctuate(`${name}/cpu`, 4 + 26 * world.random('cpu', name), 4)),
    memoryUsedBytes: Math.round(share * memoryGib * GIB),
    uptimeSec: change?.uptimeSec ?? world.uptime(3 + 30 * world.random('up', name), rebootOf(plan)),
  };
}

/** The durations of a start and a shutdown of a demo guest. */
const START_SEC = 4;
const SHUTDOWN_SEC = 8;

/** Returns the state of a guest after its last change; undefined when the change has no effect yet. */
function stateAfterChange({ id, name }: PlannedGuest, world: DemoWorld) {
  const change = world.lastChange(`guest/${id}`);
  if (!change || isUndone(name, change, world)) return undefined;
  const seconds = Math.floor((world.now - change.at) / 1000);
  const stopped = { state: 'stopped', uptimeSec: undefined } as const;
  const upAfter = (later: number) =>
    seconds < later ? stopped : ({ state: 'running', uptimeSec: seconds - later } as const);
  if (change.verb === 'start') return upAfter(START_SEC);
  if (change.verb === 'reboot') return upAfter(START_SEC + SHUTDOWN_SEC);
  return change.verb === 'stop' || seconds >= SHUTDOWN_SEC ? stopped : undefined;
}

/** Returns true when the guest stopped by itself after the change. */
function isUndone(name: string, { at }: DemoChange, world: DemoWorld): boolean {
  const { isOn, since } = world.incident('guest-stopped');
  return name === STOPPING_GUEST && isOn && at < since;
}

/** Returns the storages: a disk in every node, and one shared by all. */
const storagesAt = (world: DemoWorld): Storage[] => [
  ...NODES.map(({ name, disk }) => ({
    name: 'local',
    node: name,
    usedPercent: round1(world.fluctuate(`${name}/disk`, disk, 0.8)),
  })),
  {
    name: 'nas',
    node: 'pve1',
    shared: true,
    usedPercent: world.isOn('storage-full') ? 97 : round1(world.fluctuate('nas/disk', 58, 0.5)),
  },
];

const BACKUP_HOUR = 2;
const DAY_MS = 24 * 60 * 60_000;

/** Returns the nightly backup of a guest, one guest after another; a guest that is always off has none. */
function backupOf({ id, name, isOff }: PlannedGuest, world: DemoWorld): Guest['backup'] {
  if (isOff) return {};
  const { now } = world;
  const tonight =
    Math.floor(now / DAY_MS) * DAY_MS + BACKUP_HOUR * 60 * 60_000 + (id % 60) * 60_000;
  const last = tonight > now ? tonight - DAY_MS : tonight;
  const usualSec = DAY_MS / 1000;
  if (name !== UNSAVED_GUEST || !world.isOn('backup-failed')) {
    return { at: world.iso(last), usualSec };
  }
  return { at: world.iso(last - DAY_MS), usualSec, error: 'no space left on device' };
}

function stateOf({ name, node, isOff }: PlannedGuest, world: DemoWorld): Guest['state'] {
  if (isLost(node, world)) return 'unknown';
  if (isOff) return 'stopped';
  return name === STOPPING_GUEST && world.isOn('guest-stopped') ? 'stopped' : 'running';
}

/** Returns the fault after which a guest had to start again. */
const rebootOf = ({ name, node }: PlannedGuest) => {
  if (name === STOPPING_GUEST) return 'guest-stopped';
  return node === LOST_NODE ? 'node-down' : undefined;
};

const mean = (values: readonly (number | undefined)[]): number => {
  const known = values.filter((value) => value !== undefined);
  return round1(known.reduce((sum, value) => sum + value, 0) / known.length);
};
