import { portFeeding, SWITCH } from './switch-ports.ts';
import type { DemoChange, DemoWorld } from './world-at.ts';

/** A while in which something is off the network, in epoch milliseconds. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

/** For how many seconds each deed takes away whom it is done to. */
const CLIENT_SEC: Readonly<Record<string, number>> = { block: Infinity, unblock: 3, kick: 4 };
const RESTART_SEC = 30;
const POWER_SEC = 18;
const REJOIN_SEC = 2;

const gapOf = (deed: DemoChange | undefined, seconds: number): readonly Gap[] =>
  deed ? [{ from: deed.at, to: deed.at + seconds * 1000 }] : [];

const powerGapOf = (name: string, moment: DemoWorld): readonly Gap[] =>
  gapOf(moment.deed(`port/${portFeeding(name)}`), POWER_SEC);

/** When a piece of gear was down by what people did. */
export const downtimeOf = (name: string, moment: DemoWorld): readonly Gap[] => [
  ...gapOf(moment.deed(`gear/${name}`), RESTART_SEC),
  ...powerGapOf(name, moment),
];

/** When a client was off the network by what people did to it, or to what it is connected to. */
export function downtimeOfMember(
  name: string,
  accessPoint: string | undefined,
  moment: DemoWorld,
): readonly Gap[] {
  const deed = moment.deed(`client/${name}`);
  const through = downtimeOf(accessPoint ?? SWITCH, moment);
  return [
    ...gapOf(deed, CLIENT_SEC[deed?.verb ?? ''] ?? 0),
    ...powerGapOf(name, moment),
    ...(accessPoint === undefined ? through : through.flatMap(rejoining)),
  ];
}

/** Who loses an access point finds the other one, and comes back when it does. */
const rejoining = ({ from, to }: Gap): readonly Gap[] =>
  [from, to].map((at) => ({ from: at, to: at + REJOIN_SEC * 1000 }));

export const isAway = (gaps: readonly Gap[], { now }: DemoWorld): boolean =>
  gaps.some(({ from, to }) => from <= now && now < to);

/** When it last came back; long ago if it never went. */
export const lastBack = (gaps: readonly Gap[], { now }: DemoWorld): number =>
  Math.max(-Infinity, ...gaps.map(({ to }) => to).filter((to) => to <= now));
