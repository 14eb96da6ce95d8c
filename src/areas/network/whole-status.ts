import type { AsyncReading } from '../../core/reading.ts';
import { err, ok } from '../../core/result.ts';
import { combineReadings } from '../shared/combine.ts';
import type { Device, Network, NetworkAlert, NetworkStatus } from './network.ts';

const RECENT_MS = 24 * 60 * 60_000;

/** The status with all that problems are found in: where the source only counts, its lists are asked for too. */
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
  const critical = parts.alerts?.alerts.filter(
    (alert) => alert.severity === 'critical' && isRecent(alert),
  );
  const status: NetworkStatus = {
    ...(gear && { gear }),
    ...(wan && { wan: { up: wan.up } }),
    ...(critical && { critical }),
    ...value,
  };
  if (isSilent(status)) {
    return err({
      kind: 'invalid-response',
      service: 'Network',
      cause: 'a status that tells nothing',
    });
  }
  return ok({ ...flagUnknownStates(about, status.gear), value: status });
}

/** Alerts that are counted by somebody who does not say which, or not even counted. */
const hasUnknownAlerts = ({ critical, alerts, gear }: NetworkStatus): boolean =>
  critical === undefined && (alerts === undefined ? gear === undefined : alerts > 0);

const isSilent = ({ devices, accessPoints, alerts, gear, wan }: NetworkStatus): boolean =>
  [devices, accessPoints, alerts, gear, wan].every((part) => part === undefined);

/** What is in a state that nobody understands may be down for all we know. */
function flagUnknownStates<About extends { readonly partial?: string | undefined }>(
  about: About,
  gear: readonly Device[] = [],
): About {
  const strange = gear.filter(({ online }) => online === undefined).map(({ name }) => name);
  if (strange.length === 0) return about;
  const words = `${strange.join(', ')} ${strange.length === 1 ? 'is' : 'are'} in an unknown state`;
  return { ...about, partial: [words, about.partial].filter(Boolean).join(', ') };
}
