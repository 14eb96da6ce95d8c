import { isNamedIn } from './is-named-in.ts';
import type { Device, NetworkAlert } from './network.ts';

const BUSY_PERCENT = 90;

/** What the state of the gear itself gives reason to say, beside what is told already. */
export function derivedAlerts(
  gear: readonly Device[],
  told: readonly NetworkAlert[],
): readonly NetworkAlert[] {
  const isTold = (name: string): boolean => told.some(({ message }) => isNamedIn(message, name));
  return gear.flatMap(({ name, online, cpuPercent = 0, memoryPercent = 0, canUpdate }) => [
    ...(online === false && !isTold(name) ? [alert('critical', name, 'is down')] : []),
    ...(cpuPercent > BUSY_PERCENT
      ? [alert('warning', name, `CPU ${Math.round(cpuPercent)}%`)]
      : []),
    ...(memoryPercent > BUSY_PERCENT
      ? [alert('warning', name, `RAM ${Math.round(memoryPercent)}%`)]
      : []),
    ...(canUpdate ? [alert('info', name, 'has a firmware update')] : []),
  ]);
}

const alert = (
  severity: NetworkAlert['severity'],
  device: string,
  words: string,
): NetworkAlert => ({
  severity,
  message: `${device} ${words}`,
  device,
});
