import { portFeeding, SWITCH } from './switch-ports.ts';
import type { DemoChange, DemoWorld } from './world-at.ts';

/** A time during which something is off the network, in epoch milliseconds. */
interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The downtime in seconds that each change causes for its client. */
const CLIENT_SEC: Readonly<Record<string, number>> = { block: Infinity, unblock: 3, kick: 4 };
const RESTART_SEC = 30;
const POWER_SEC = 18;
const REJOIN_SEC = 2;

const intervalAfter = (change: DemoChange | undefined, seconds: number): readonly Interval[] =>
  change ? [{ from: change.at, to: change.at + seconds * 1000 }] : [];

const powerCycleOf = (name: string, world: DemoWorld): readonly Interval[] =>
  intervalAfter(world.lastChange(`port/${portFeeding(name)}`), POWER_SEC);

/** Returns the downtimes of a device caused by changes. */
export const downtimeOf = (name: string, world: DemoWorld): readonly Interval[] => [
  ...intervalAfter(world.lastChange(`gear/${name}`), RESTART_SEC),
  ...powerCycleOf(name, world),
];

/** Returns the downtimes of a client caused by changes to it or to the device it is connected to. */
export function downtimeOfMember(
  name: string,
  accessPoint: string | undefined,
  world: DemoWorld,
): readonly Interval[] {
  const change = world.lastChange(`client/${name}`);
  const through = downtimeOf(accessPoint ?? SWITCH, world);
  return [
    ...intervalAfter(change, CLIENT_SEC[change?.verb ?? ''] ?? 0),
    ...powerCycleOf(name, world),
    ...(accessPoint === undefined ? through : through.flatMap(rejoining)),
  ];
}

/** A client moves to the other access point when its own goes down, and back when that returns. */
const rejoining = ({ from, to }: Interval): readonly Interval[] =>
  [from, to].map((at) => ({ from: at, to: at + REJOIN_SEC * 1000 }));

export const isAway = (downtimes: readonly Interval[], { now }: DemoWorld): boolean =>
  downtimes.some(({ from, to }) => from <= now && now < to);

/** Returns the end of the last downtime; -Infinity without one. */
export const lastBack = (downtimes: readonly Interval[], { now }: DemoWorld): number =>
  Math.max(-Infinity, ...downtimes.map(({ to }) => to).filter((to) => to <= now));
