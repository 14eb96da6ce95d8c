import type { AsyncReading } from '../../core/reading.ts';
import { err, ok } from '../../core/result.ts';
import { describeUnrated } from '../shared/alert-list.ts';
import { combineReadings } from '../shared/combine.ts';
import { bySeverity } from './by-severity.ts';
import type { Device, Network, NetworkAlert, NetworkStatus } from './network.ts';

const RECENT_MS = 24 * 60 * 60_000;

/** Reads the status with all the data needed to find problems: of a source that only counts, the lists are read as well. */
export async function readFullStatus(
  network: Network,
  now: () => number,
): AsyncReading<NetworkStatus> {
  const counted = await network.status();
  if (!counted.ok) return counted;
  const { value } = counted.value;
  const { parts, about } = await combineReadings({
    status: async () => counted,
    details: value.gear ? undefined : () => network.details(),
    alerts: hasUnknownAlerts(value) ? () => network.alerts() : undefined,
  });
  const { gear, wan } = parts.details ?? {};
  const isRecent = ({ at }: NetworkAlert): boolean =>
    at === undefined || now() - Date.parse(at) < RECENT_MS;
  const status: NetworkStatus = {
    ...(gear && { gear }),
    ...(wan && { wan: { up: wan.up } }),
    ...bySeverity(parts.alerts?.alerts.filter(isRecent)),
    ...value,
  };
  if (isEmptyStatus(status) && !counted.value.missing) {
    return err({
      kind: 'invalid-response',
      service: 'Network',
      cause: 'a status without any values',
    });
  }
  return ok({ ...flagUnrated(flagUnknownStates(about, status.gear), status), value: status });
}

/** Returns true when alerts are counted but not listed, or not even counted. */
const hasUnknownAlerts = ({ critical, alerts, gear }: NetworkStatus): boolean =>
  critical === undefined && (alerts === undefined ? gear === undefined : alerts > 0);

const isEmptyStatus = ({ devices, accessPoints, alerts, gear, wan }: NetworkStatus): boolean =>
  [devices, accessPoints, alerts, gear, wan].every((part) => part === undefined);

/** Marks the status as partial while an alert is of unknown severity, since it may be critical. */
function flagUnrated<About extends { readonly missing?: string | undefined }>(
  about: About,
  { unrated = 0 }: NetworkStatus,
): About {
  if (unrated === 0) return about;
  return {
    ...about,
    missing: [describeUnrated(unrated), about.missing].filter(Boolean).join(', '),
  };
}

/** Marks the status as partial while a device is in an unknown state, since it may be down. */
function flagUnknownStates<About extends { readonly missing?: string | undefined }>(
  about: About,
  gear: readonly Device[] = [],
): About {
  const unknown = gear.filter(({ online }) => online === undefined).map(({ name }) => name);
  if (unknown.length === 0) return about;
  const words = `${unknown.join(', ')} ${unknown.length === 1 ? 'is' : 'are'} in an unknown state`;
  return { ...about, missing: [words, about.missing].filter(Boolean).join(', ') };
}
