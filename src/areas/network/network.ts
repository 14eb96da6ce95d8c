import { z } from 'zod';
import type { Failure } from '../../core/failure.ts';
import type { AsyncReading } from '../../core/reading.ts';
import type { Result } from '../../core/result.ts';
import { ALERT_SEVERITIES } from '../shared/alert-list.ts';

const count = z.int().min(0);

const Throughput = z.object({ downBps: z.number().min(0), upBps: z.number().min(0) });

/** The internet connection and the throughput of WAN and LAN, in bits per second. */
export const Uplink = z.object({
  wan: Throughput.partial().extend({ up: z.boolean(), ip: z.string().optional() }).optional(),
  lan: Throughput.optional(),
});
export type Uplink = z.infer<typeof Uplink>;

/** A gateway, switch or access point. */
export const Device = z.object({
  /** All ids of the device; MAC addresses in lower case. */
  ids: z.array(z.string()).optional(),
  name: z.string(),
  kind: z.enum(['gateway', 'switch', 'access-point', 'other']),
  /** Missing when the source returns an unknown state. */
  online: z.boolean().optional(),
  clients: count.optional(),
  uptimeSec: z.number().min(0).optional(),
  cpuPercent: z.number().min(0).optional(),
  memoryPercent: z.number().min(0).optional(),
  canUpdate: z.boolean().optional(),
  /** One of the ids of the device it is plugged into, and the number of the port there. */
  uplinkId: z.string().optional(),
  uplinkPort: count.optional(),
});
export type Device = z.infer<typeof Device>;

export const NetworkDetails = Uplink.extend({
  uptimeSec: z.number().min(0).optional(),
  gear: z.array(Device).optional(),
});
export type NetworkDetails = z.infer<typeof NetworkDetails>;

export const NetworkAlert = z.object({
  /** Missing when the alert holds right now and its start is unknown. */
  at: z.iso.datetime({ offset: true }).optional(),
  severity: z.enum(ALERT_SEVERITIES),
  message: z.string(),
  device: z.string().optional(),
});
export type NetworkAlert = z.infer<typeof NetworkAlert>;

export const NetworkAlerts = z.object({ alerts: z.array(NetworkAlert) });
export type NetworkAlerts = z.infer<typeof NetworkAlerts>;

/**
 * The status of the network. `devices` counts the connected clients; the name comes from the published contract. Of a source
 * that only counts, the lists are read as well, see `whole-status.ts`.
 */
export const NetworkStatus = z.object({
  devices: count.optional(),
  accessPoints: count.optional(),
  alerts: count.optional(),
  /** Names of the gateway, switches and access points that do not answer. */
  offline: z.array(z.string()).optional(),
  gear: z.array(Device).optional(),
  wan: z.object({ up: z.boolean() }).optional(),
  /** The critical alerts of the last day. */
  critical: z.array(NetworkAlert).optional(),
  /** The number of alerts of the last day whose severity is unknown: any of them may be critical. */
  unrated: count.optional(),
  /** Names of clients that are kept off the network. */
  blocked: z.array(z.string()).optional(),
});
export type NetworkStatus = z.infer<typeof NetworkStatus>;

export const Client = z.object({
  /** Unique and lasting, usually the MAC address. */
  id: z.string(),
  name: z.string(),
  ip: z.string().optional(),
  wired: z.boolean().optional(),
  accessPoint: z.string().optional(),
  /** One of the ids of the switch or access point it is connected to. */
  uplinkId: z.string().optional(),
  uplinkPort: count.optional(),
  signalDbm: z.number().optional(),
  connectedSec: z.number().min(0).optional(),
});
export type Client = z.infer<typeof Client>;

export const Clients = z.object({ clients: z.array(Client) });
export type Clients = z.infer<typeof Clients>;

/** A port of a switch. */
export const Port = z.object({
  number: z.int().min(1),
  /** True when the port can supply power and is allowed to. */
  poe: z.boolean(),
  /** True while the port supplies power. */
  powers: z.boolean().optional(),
  /** Ids of the clients and devices connected to the port. */
  holds: z.array(z.string()).optional(),
});
export type Port = z.infer<typeof Port>;

export const Ports = z.object({ ports: z.array(Port) });
export type Ports = z.infer<typeof Ports>;

export const NETWORK_VERBS = ['block', 'unblock', 'kick', 'restart', 'cycle'] as const;
export type NetworkVerb = (typeof NETWORK_VERBS)[number];

/** The name of the operation. */
export const networkChange = (verb: NetworkVerb): string => `network_${verb}`;

/** A change to one object: clients are blocked and kicked, devices restarted, ports power-cycled. */
export interface NetworkChange {
  readonly verb: NetworkVerb;
  /** The id of the client or device. */
  readonly id: string;
  readonly gear?: Device;
  readonly port?: number;
}

/** The changes a source can make in a network. */
export interface NetworkChanges {
  verbs(): Promise<ReadonlySet<NetworkVerb>>;
  /** Sends the change once; its success is verified by reading again. */
  act(change: NetworkChange): Promise<Result<void, Failure>>;
}

/** The data the network screens need. Defined here, by the consumer; adapters implement it. */
export interface Network {
  status(): AsyncReading<NetworkStatus>;
  details(): AsyncReading<NetworkDetails>;
  alerts(): AsyncReading<NetworkAlerts>;
  clients(): AsyncReading<Clients>;
  /** Reads the ports of one device; missing where the source has no ports. */
  readonly ports?: ((gear: Device) => AsyncReading<Ports>) | undefined;
  readonly changes?: NetworkChanges | undefined;
}
