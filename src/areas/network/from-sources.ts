import type { Clock } from '../../core/clock.ts';
import { noSource } from '../../core/no-source.ts';
import type { AsyncReading } from '../../core/reading.ts';
import { err, ok } from '../../core/result.ts';
import { countAll, countKind } from '../../core/unseen.ts';
import { combineReadings, markIncomplete } from '../shared/combine.ts';
import { bySeverity } from './by-severity.ts';
import { derivedAlerts } from './derived-alerts.ts';
import type {
  Client,
  Device,
  Network,
  NetworkAlert,
  NetworkAlerts,
  NetworkDetails,
  NetworkStatus,
  Ports,
} from './network.ts';
import { portOccupants } from './port-occupants.ts';
import type { NetworkSources } from './sources.ts';

/** Controllers keep their alarms for months; those older than a week are not listed. */
const LISTED_MS = 7 * 24 * 60 * 60_000;
const RECENT_MS = 24 * 60 * 60_000;

/** Builds a network from lists: its summary is counted, and the devices fill the gaps of the other sources. */
export function networkFromSources(
  sources: NetworkSources,
  service: string,
  clock: Clock,
): Network {
  const { devices, clients, uplink } = sources;
  const isYounger = ({ at }: NetworkAlert, ageMs: number): boolean =>
    at === undefined || clock.now() - Date.parse(at) < ageMs;

  async function status(): AsyncReading<NetworkStatus> {
    const reads = { devices, clients, alerts: sources.alerts, uplink };
    const { parts, failures, unseen, about } = await combineReadings(reads);
    const { devices: gear, clients: connected, alerts: reported } = parts;
    if (!gear && !connected)
      return err(failures.devices ?? failures.clients ?? noSource(service, 'devices'));
    const open = reported?.filter((it) => it.severity !== 'info' && isYounger(it, RECENT_MS));
    const wan = parts.uplink?.wan;
    return ok({
      ...markIncomplete(about, gear, 'devices'),
      value: {
        ...(connected && { devices: countAll(connected.length, unseen.clients) }),
        ...(gear && {
          accessPoints: countKind(gear.filter(isAccessPoint).length, unseen.devices, 'APs'),
          gear: [...gear],
        }),
        ...(open && { alerts: unseen.alerts ? undefined : open.length }),
        ...bySeverity(open?.map(replaceMacsByNames(gear ?? []))),
        ...(wan && { wan: { up: wan.up } }),
      },
    });
  }

  async function details(): AsyncReading<NetworkDetails> {
    const { parts, failures, about } = await combineReadings({ devices, uplink });
    const gear = parts.devices;
    if (!gear && !parts.uplink) {
      return err(failures.devices ?? failures.uplink ?? noSource(service, 'details'));
    }
    const uptimeSec = gear?.find(({ kind, online }) => kind === 'gateway' && online)?.uptimeSec;
    return ok({ ...about, value: { uptimeSec, ...parts.uplink, gear: gear && [...gear] } });
  }

  async function alerts(): AsyncReading<NetworkAlerts> {
    const { parts, failures, unseen, about } = await combineReadings({
      devices,
      alerts: sources.alerts,
    });
    const { devices: gear = [], alerts: reported = [] } = parts;
    if (!parts.devices && !parts.alerts) {
      return err(failures.alerts ?? failures.devices ?? noSource(service, 'alerts'));
    }
    const own = reported.filter((it) => isYounger(it, LISTED_MS)).map(replaceMacsByNames(gear));
    return ok({
      ...about,
      unseen: (unseen.alerts ?? failures.alerts) && {},
      value: { alerts: [...own, ...derivedAlerts(gear, own)] },
    });
  }

  async function ports(gear: Device): AsyncReading<Ports> {
    const { ports: readPorts } = sources;
    const reads = { ports: readPorts && (() => readPorts(gear)), clients, devices };
    const { parts, failures, about } = await combineReadings(reads);
    if (!parts.ports) return err(failures.ports ?? noSource(service, 'ports'));
    const things = [...(parts.clients ?? []), ...(parts.devices ?? [])];
    const known = parts.ports.map((port) => ({
      ...port,
      holds: port.holds ?? portOccupants(gear, port, things),
    }));
    return ok({ ...about, value: { ports: known } });
  }

  return {
    status: sources.status ?? status,
    details: sources.details ?? details,
    ...(sources.changes && { changes: sources.changes }),
    ...(sources.ports && { ports }),
    alerts,
    async clients() {
      const { parts, failures, unseen, about } = await combineReadings({ clients, devices });
      if (!parts.clients) return err(failures.clients ?? noSource(service, 'clients'));
      const value = { clients: parts.clients.map(withAccessPointName(parts.devices ?? [])) };
      return ok({ ...about, unseen: unseen.clients, value });
    },
  };
}

const isAccessPoint = ({ kind }: Device): boolean => kind === 'access-point';

/** Adds the name of its access point to a wireless client. */
const withAccessPointName =
  (gear: readonly Device[]) =>
  (client: Client): Client => {
    const { accessPoint, wired, uplinkId } = client;
    if (accessPoint !== undefined || wired !== false || uplinkId === undefined) return client;
    return { ...client, accessPoint: gear.find(({ ids }) => ids?.includes(uplinkId))?.name };
  };

/** Replaces an id such as `AP[74:ac:b9:00:00:04]` in a message by the name people gave the device. */
const replaceMacsByNames =
  (gear: readonly Device[]) =>
  (alert: NetworkAlert): NetworkAlert => ({
    ...alert,
    message: alert.message.replaceAll(/\b\w+\[([0-9a-f:]{17})\]/gi, (whole, mac: string) => {
      const own = gear.find(({ ids }) => ids?.includes(mac.toLowerCase()));
      return own?.name ?? whole;
    }),
  });
