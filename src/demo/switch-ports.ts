import { CLIENT_NAMES } from './client-names.ts';

/** The only switch of the demo network. */
export const SWITCH = 'USW-24';

interface SwitchPort {
  readonly number: number;
  readonly poe: boolean;
  /** The name of the connected client or device. */
  readonly name?: string | undefined;
  /** True when the connected device is powered by the port. */
  readonly feeds?: boolean;
}

const PORTS = 24;
const PORTS_WITH_POWER = 16;
const LIVE_ON_POWER: ReadonlySet<string> = new Set([
  'AP-Hall',
  'AP-Attic',
  'hue-bridge',
  'doorbell-nvr',
]);

const PLUGGED = [
  'UDM-Pro',
  'AP-Hall',
  'AP-Attic',
  ...CLIENT_NAMES.filter(({ link }) => link === 'wired').map(({ name }) => name),
];

export const SWITCH_PORTS: readonly SwitchPort[] = Array.from({ length: PORTS }, (_, index) => {
  const name = PLUGGED[index];
  const poe = index < PORTS_WITH_POWER;
  return { number: index + 1, poe, name, feeds: poe && LIVE_ON_POWER.has(name ?? '') };
});

/** Returns the number of the port that powers a device, if any. */
export const portFeeding = (name: string): number | undefined =>
  SWITCH_PORTS.find((port) => port.feeds && port.name === name)?.number;
