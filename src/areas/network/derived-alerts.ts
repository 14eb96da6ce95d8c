import { isNamedIn } from './is-named-in.ts';
import type { Device, NetworkAlert } from './network.ts';

const BUSY_PERCENT = 90;

/** Returns the alerts that follow from the state of the devices and that the source has not raised itself. */
export function derivedAlerts(
  devices: readonly Device[],
  reported: readonly NetworkAlert[],
): readonly NetworkAlert[] {
  const isReported = (name: string): boolean =>
    reported.some(({ message }) => isNamedIn(message, name));
  return devices.flatMap(({ name, online, cpuPercent = 0, memoryPercent = 0, canUpdate }) => [
    ...(online === false && !isReported(name) ? [alert('critical', name, 'is down')] : []),
    ...(cpuPercent > BUSY_PERCENT
      ? [alert('warning', name, `CPU ${Math.round(cpuPercent)}%`)]
      : []),
    ...(memoryPercent > BUSY_PERCENT
      ? [alert('warning', name, `RAM ${Math.round(memoryPercent)}%`)]
      : []),
    ...(canUpdate ? [alert('info', name, 'has a firmware update')] : []),
  ]);
}

/** Is true for an alert that follows from the state of a device. */
export const isDerived = ({ at, device, message }: NetworkAlert): boolean =>
  at === undefined && device !== undefined && message.startsWith(`${device} `);

const alert = (
  severity: NetworkAlert['severity'],
  device: string,
  words: string,
): NetworkAlert => ({
  severity,
  message: `${device} ${words}`,
  device,
});
