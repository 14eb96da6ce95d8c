import { expect, test } from 'vitest';
import { k8sArea } from '../../src/areas/k8s/area.ts';
import { k8sFromSources } from '../../src/areas/k8s/from-sources.ts';
import type { ClusterNode, Deployment, Pod } from '../../src/areas/k8s/k8s.ts';
import { proxmoxArea } from '../../src/areas/proxmox/area.ts';
import { proxmoxFromSources } from '../../src/areas/proxmox/from-sources.ts';
import type { Guest, ProxmoxNode, Storage } from '../../src/areas/proxmox/proxmox.ts';
import type { Inventory } from '../../src/areas/shared/inventory.ts';
import { converse } from '../support/conversation.ts';
import { type FakeClock, HOUR } from '../support/fake-clock.ts';
import {
  compare,
  type Dice,
  iso,
  noneYet,
  type State,
  several,
  WORLDS,
  world,
} from '../support/random-world.ts';
import { runsOf } from '../support/share.ts';

interface Cluster {
  readonly guests: readonly Guest[];
  readonly nodes: readonly ProxmoxNode[];
  readonly storages: readonly Storage[];
  readonly isQuorate: boolean;
}

const cluster = (die: Dice, clock: FakeClock): Cluster => ({
  isQuorate: die.isLucky(0.97),
  nodes: ['a', 'b'].map((name) => ({
    name,
    online: die.isLucky(0.95),
    diskPercent: die.isLucky(0.95) ? 70 : 91,
  })),
  guests: several(4, die, (index) => ({
    id: 100 + index,
    name: `guest-${index}`,
    kind: die.oneOf('vm', 'lxc'),
    node: die.oneOf('a', 'b'),
    state: die.isLucky(0.75) ? 'running' : die.oneOf('stopped', 'paused'),
    onBoot: die.oneOf(undefined, undefined, undefined, true),
    ...(die.isLucky(0.2) && {
      backup: {
        at: iso(clock.now() - die.oneOf(1, 20, 30, 60, 400) * HOUR),
        usualSec: (die.oneOf(6, 24, 168) * HOUR) / 1000,
        ...(die.isLucky(0.1) && { error: 'no space' }),
      },
    }),
  })),
  storages: several(2, die, (index) => ({
    name: `disk-${index}`,
    node: 'a',
    usedPercent: die.isLucky(0.95) ? 90 : 90.5,
  })),
});

/** The rule, written down a second time. */
function isClusterBroken(
  { guests, nodes, storages, isQuorate }: Cluster,
  { ran, off, at }: { ran: ReadonlySet<number>; off: ReadonlySet<number>; at: number },
): boolean {
  const isDown = guests.some(
    ({ id, state, onBoot }) =>
      (ran.has(id) || onBoot === true) && state !== 'running' && !off.has(id),
  );
  const isUnsaved = guests.some(({ backup }) => {
    if (!backup) return false;
    if (backup.error !== undefined) return true;
    const hours = (at - Date.parse(backup.at ?? '')) / HOUR;
    return hours > 24 && hours > (2 * (backup.usualSec ?? 0)) / 3600;
  });
  const isFull = [
    ...nodes.map((it) => it.diskPercent),
    ...storages.map((it) => it.usedPercent),
  ].some((percent = 0) => percent > 90);
  return isDown || isUnsaved || isFull || !isQuorate || nodes.some(({ online }) => !online);
}

test('OK is said of Proxmox only when nothing in it is broken, and always then', async () => {
  const said = noneYet();
  for (const seed of WORLDS) {
    const { clock, die, inventory, say, furnishing, now, turn } = world(seed, cluster);
    const proxmox = proxmoxFromSources(
      {
        ...(die.isLucky(0.5) && {
          status: say((it) => ({ nodes: it.nodes.length, vms: 1, containers: 1 })),
        }),
        nodes: say((it) => it.nodes),
        guests: say((it) => it.guests),
        storages: say((it) => it.storages),
        quorum: say((it) => ({ quorate: it.isQuorate })),
      },
      'Proxmox',
    );
    const phone = converse([proxmoxArea({ proxmox, ...furnishing })], clock);
    const ran = new Set<number>();
    const off = new Set<number>();
    const stateOf = (): State => {
      for (const { id, state } of now().guests) if (state === 'running') ran.add(id);
      return isClusterBroken(now(), { ran, off, at: clock.now() }) ? 'broken' : 'well';
    };
    for (let look = 0; look < 3; look += 1) {
      turn();
      await mayBeOff(inventory, off, die);
      const about = { seed, look, now: now(), ran: [...ran], off: [...off] };
      await compare(phone, { door: '2', stateOf, about }, said);
    }
  }
  expect(Math.min(said.well, said.broken)).toBeGreaterThan(runsOf(80));
});

async function mayBeOff(inventory: Inventory, off: Set<number>, { isLucky, upTo }: Dice) {
  if (!isLucky(0.3)) return;
  const id = 100 + upTo(3);
  off.add(id);
  await inventory.expectOff({ subject: `proxmox/guest/${id}`, name: `guest-${id - 100}` });
}

interface Kube {
  readonly nodes: readonly ClusterNode[];
  readonly deployments: readonly Deployment[];
  readonly pods: readonly Pod[];
}

const podOf = (name: string, die: Dice): Pod => {
  const isRunning = die.isLucky(0.9);
  return {
    name,
    namespace: 'apps',
    status: isRunning ? 'Running' : die.oneOf('Pending', 'CrashLoopBackOff', 'Completed'),
    ready: isRunning && die.isLucky(0.9) ? '1/1' : '0/1',
    ageSec: die.oneOf(5, 59, 60, 4000),
  };
};

const kube = (die: Dice): Kube => {
  const owned = ['web', 'db'].map((name) => {
    const wanted = die.oneOf(0, 1, 1, 1, 2);
    const missing = die.isLucky(0.05) ? 1 : 0;
    const pods = Array.from({ length: Math.max(0, wanted - missing) }, (_, index) =>
      podOf(`${name}-7d4b9c8f5-x2x4${'bcdf'[index] ?? 'z'}`, die),
    );
    const ready = pods.filter((it) => it.status === 'Running' && it.ready === '1/1').length;
    return { pods, deployment: { name, namespace: 'apps', wanted, ready } };
  });
  return {
    nodes: [{ name: 'n1', ready: die.isLucky(0.95) }],
    deployments: owned.map(({ deployment }) => deployment),
    pods: [
      ...owned.flatMap(({ pods }) => pods),
      ...several(2, die, (index) => podOf(`set-${index}`, die)),
    ],
  };
};

const isYoung = ({ ageSec = Infinity }: Pod): boolean => ageSec < 60;

/** The rule, written down a second time. */
function isKubeBroken(
  { nodes, deployments, pods }: Kube,
  hadPods: (name: string) => boolean,
  mayBeOff: (name: string) => boolean,
): boolean {
  const isHis = (name: string, pod: Pod) => pod.name.startsWith(`${name}-`);
  const isShort = deployments.some(({ name, wanted, ready }) => {
    if (mayBeOff(name)) return false;
    if (wanted === 0) return hadPods(name);
    const starting = pods.filter(
      (it) =>
        isHis(name, it) &&
        isYoung(it) &&
        ((it.status === 'Running' && it.ready === '0/1') || it.status === 'Pending'),
    );
    return ready + starting.length < wanted;
  });
  const isPodBad = pods
    .filter((it) => !deployments.some(({ name }) => mayBeOff(name) && isHis(name, it)))
    .some(({ status, ready, ...it }) => {
      if (status === 'Completed') return false;
      if (status === 'CrashLoopBackOff') return true;
      return (status === 'Pending' || ready === '0/1') && (it.ageSec ?? 60) >= 60;
    });
  return isShort || isPodBad || nodes.some((node) => !node.ready);
}

test('OK is said of Kubernetes only when nothing in it is broken, and always then', async () => {
  const said = noneYet();
  for (const seed of WORLDS) {
    const { clock, die, inventory, say, furnishing, now, turn } = world(seed, kube);
    const k8s = k8sFromSources(
      {
        nodes: say((it) => it.nodes),
        pods: say((it) => it.pods),
        deployments: say((it) => it.deployments),
      },
      'K8s',
    );
    const phone = converse([k8sArea({ k8s, ...furnishing })], clock);
    const had = new Set<string>();
    const off = new Set<string>();
    const stateOf = (): State => {
      for (const { name, ready } of now().deployments) if (ready > 0) had.add(name);
      const isBad = isKubeBroken(
        now(),
        (name) => had.has(name),
        (name) => off.has(name),
      );
      return isBad ? 'broken' : 'well';
    };
    for (let look = 0; look < 3; look += 1) {
      turn();
      if (die.isLucky(0.2)) {
        const name = die.oneOf('web', 'db');
        off.add(name);
        await inventory.expectOff({ subject: `k8s/deployment/apps/${name}`, name });
      }
      const about = { seed, look, now: now(), had: [...had], off: [...off] };
      await compare(phone, { door: '3', stateOf, about }, said);
    }
  }
  expect(Math.min(said.well, said.broken)).toBeGreaterThan(runsOf(80));
});
