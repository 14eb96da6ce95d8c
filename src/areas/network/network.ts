import { z } from 'zod';
import type { Failure } from '../../core/failure.ts';
import type { AsyncReading } from '../../core/reading.ts';
import type { Result } from '../../core/result.ts';

const count = z.int().min(0);

const Throughput = z.object({ downBps: z.number().min(0), upBps: z.number().min(0) });

/** The way out, and what goes through it and around inside. Rates are in bits per second. */
export const Uplink = z.object({
  wan: Throughput.partial().extend({ up: z.boolean(), ip: z.string().optional() }).optional(),
  lan: Throughput.optional(),
});
export type Uplink = z.infer<typeof Uplink>;

/** What makes the network: its gateway, switches and access points. */
export const Device = z.object({
  /** Every id it is known under; MAC addresses in lower case. */
  ids: z.array(z.string()).optional(),
  name: z.string(),
  kind: z.enum(['gateway', 'switch', 'access-point', 'other']),
  /** Missing when its state is not one we understand. */
  online: z.boolean().optional(),
  clients: count.optional(),
  uptimeSec: z.number().min(0).optional(),
  cpuPercent: z.number().min(0).optional(),
  memoryPercent: z.number().min(0).optional(),
  canUpdate: z.boolean().optional(),
  /** What it is plugged into, by one of that gear's ids, and the number of the port there. */
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
  /** Missing when it is true right now, and nobody says since when. */
  at: z.iso.datetime({ offset: true }).optional(),
  severity: z.enum(['critical', 'warning', 'info']),
  message: z.string(),
  device: z.string().optional(),
});
export type NetworkAlert = z.infer<typeof NetworkAlert>;

export const NetworkAlerts = z.object({ alerts: z.array(NetworkAlert) });
export type NetworkAlerts = z.infer<typeof NetworkAlerts>;

/**
 * The network at a glance. `devices` counts the clients that are connected: its name is that of the published
 * contract. A source that only counts is asked for its lists besides, see `whole-status.ts`.
 */
export const NetworkStatus = z.object({
  devices: count.optional(),
  accessPoints: count.optional(),
  alerts: count.optional(),
  /** Names of gear (gateway, switches, access points) that does not answer. */
  offline: z.array(z.string()).optional(),
  gear: z.array(Device).optional(),
  wan: z.object({ up: z.boolean() }).optional(),
  /** The critical alerts of the last day. */
  critical: z.array(NetworkAlert).optional(),
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
  /** What it is plugged into or listens to, by one of that gear's ids. */
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
  /** It can give power to what hangs on it, and is allowed to. */
  poe: z.boolean(),
  /** It gives power right now. */
  powers: z.boolean().optional(),
  /** Ids of the clients and the gear that hang on it. */
  holds: z.array(z.string()).optional(),
});
export type Port = z.infer<typeof Port>;

export const Ports = z.object({ ports: z.array(Port) });
export type Ports = z.infer<typeof Ports>;

export const NETWORK_VERBS = ['block', 'unblock', 'kick', 'restart', 'cycle'] as const;
export type NetworkVerb = (typeof NETWORK_VERBS)[number];

/** What is to be done, and to whom: clients are blocked and kicked, gear is restarted, a port is cycled. */
export interface NetworkChange {
  readonly verb: NetworkVerb;
  /** Of the client, or of the gear. */
  readonly id: string;
  readonly gear?: Device;
  readonly port?: number;
}

/** What a source can do in a network. */
export interface NetworkChanges {
  verbs(): Promise<ReadonlySet<NetworkVerb>>;
  /** Sent once; whether it worked is seen by looking. */
  act(wish: NetworkChange): Promise<Result<void, Failure>>;
}

/** What the network screens need to know. Written here, by the consumer; adapters obey it. */
export interface Network {
  status(): AsyncReading<NetworkStatus>;
  details(): AsyncReading<NetworkDetails>;
  alerts(): AsyncReading<NetworkAlerts>;
  clients(): AsyncReading<Clients>;
  /** Asked for one piece of gear at a time, where the source can tell at all. */
  readonly ports?: ((gear: Device) => AsyncReading<Ports>) | undefined;
  readonly changes?: NetworkChanges | undefined;
}
