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
import { type DemoState, type DemoWorld, round1, worldAt } from './world-at.ts';

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

/** The whole cluster at one instant; its load is the mean of the nodes that answer. */
export function proxmoxAt(world: DemoState, now: number): ProxmoxNow {
  const moment = worldAt(world, now);
  const nodes = NODES.map((plan) => toNode(plan, moment));
  const guests = GUESTS.map((plan) => toGuest(plan, moment));
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
    storages: { storages: storagesAt(moment) },
  };
}

const isLost = (node: string, moment: DemoWorld): boolean =>
  node === LOST_NODE && moment.isOn('node-down');

function toNode({ name, cpu, memory, disk, upDays }: PlannedNode, moment: DemoWorld): ProxmoxNode {
  if (isLost(name, moment)) return { name, online: false };
  return {
    name,
    online: true,
    cpuPercent: round1(moment.drift(`${name}/cpu`, cpu, 9)),
    memoryPercent: round1(moment.drift(`${name}/memory`, memory, 4)),
    diskPercent: round1(moment.drift(`${name}/disk`, disk, 0.8)),
    uptimeSec: moment.uptime(upDays, name === LOST_NODE ? 'node-down' : undefined),
  };
}

function toGuest(plan: PlannedGuest, moment: DemoWorld): Guest {
  const { id, name, kind, node, memoryGib, diskGib } = plan;
  const state = stateOf(plan, moment);
  const facts: Guest = {
    id,
    name,
    kind,
    node,
    state,
    memoryTotalBytes: memoryGib * GIB,
    diskTotalBytes: diskGib * GIB,
    backup: backupOf(plan, moment),
  };
  const deed = afterDeed(id, moment);
  if (deed) facts.state = deed.state;
  if (facts.state !== 'running') return facts;
  const share = moment.drift(`${name}/memory`, 0.35 + 0.4 * moment.chance('memory', name), 0.1);
  return {
    ...facts,
    cpuPercent: round1(moment.drift(`${name}/cpu`, 4 + 26 * moment.chance('cpu', name), 4)),
    memoryUsedBytes: Math.round(share * memoryGib * GIB),
    uptimeSec: deed?.uptimeSec ?? moment.uptime(3 + 30 * moment.chance('up', name), rebootOf(plan)),
  };
}

/** Guests of this house start, stop and reboot in a few seconds. */
const START_SEC = 4;
const SHUTDOWN_SEC = 8;

/** How a guest is after what somebody did to it; nothing when that does not show yet. */
function afterDeed(id: number, moment: DemoWorld) {
  const deed = moment.deed(`guest/${id}`);
  if (!deed) return undefined;
  const seconds = Math.floor((moment.now - deed.at) / 1000);
  const stopped = { state: 'stopped', uptimeSec: undefined } as const;
  const upAfter = (later: number) =>
    seconds < later ? stopped : ({ state: 'running', uptimeSec: seconds - later } as const);
  if (deed.verb === 'start') return upAfter(START_SEC);
  if (deed.verb === 'reboot') return upAfter(START_SEC + SHUTDOWN_SEC);
  return deed.verb === 'stop' || seconds >= SHUTDOWN_SEC ? stopped : undefined;
}

/** A disk in every node, and one for all of them. */
const storagesAt = (moment: DemoWorld): Storage[] => [
  ...NODES.map(({ name, disk }) => ({
    name: 'local',
    node: name,
    usedPercent: round1(moment.drift(`${name}/disk`, disk, 0.8)),
  })),
  {
    name: 'nas',
    node: 'pve1',
    shared: true,
    usedPercent: moment.isOn('storage-full') ? 97 : round1(moment.drift('nas/disk', 58, 0.5)),
  },
];

const BACKUP_HOUR = 2;
const DAY_MS = 24 * 60 * 60_000;

/** Every night, one guest after another; of the one that is always off there is none. */
function backupOf({ id, name, isOff }: PlannedGuest, moment: DemoWorld): Guest['backup'] {
  if (isOff) return {};
  const { now } = moment;
  const tonight =
    Math.floor(now / DAY_MS) * DAY_MS + BACKUP_HOUR * 60 * 60_000 + (id % 60) * 60_000;
  const last = tonight > now ? tonight - DAY_MS : tonight;
  const usualSec = DAY_MS / 1000;
  if (name !== UNSAVED_GUEST || !moment.isOn('backup-failed')) {
    return { at: moment.iso(last), usualSec };
  }
  return { at: moment.iso(last - DAY_MS), usualSec, error: 'no space left on device' };
}

function stateOf({ name, node, isOff }: PlannedGuest, moment: DemoWorld): Guest['state'] {
  if (isLost(node, moment)) return 'unknown';
  if (isOff) return 'stopped';
  return name === STOPPING_GUEST && moment.isOn('guest-stopped') ? 'stopped' : 'running';
}

/** The trouble after which a guest last had to start again. */
const rebootOf = ({ name, node }: PlannedGuest) => {
  if (name === STOPPING_GUEST) return 'guest-stopped';
  return node === LOST_NODE ? 'node-down' : undefined;
};

const mean = (values: readonly (number | undefined)[]): number => {
  const known = values.filter((value) => value !== undefined);
  return round1(known.reduce((sum, value) => sum + value, 0) / known.length);
};
