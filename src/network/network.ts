import { z } from 'zod';
import type { Asked } from '../core/reading.ts';

/** The network at a glance. `devices` counts everything that is connected to it. */
export const NetworkStatus = z.object({
  devices: z.int().min(0),
  accessPoints: z.int().min(0),
  alerts: z.int().min(0),
  /** Names of gear (gateway, switches, access points) that does not answer. */
  offline: z.array(z.string()).optional(),
});
export type NetworkStatus = z.infer<typeof NetworkStatus>;

const Throughput = z.object({ downBps: z.number().min(0), upBps: z.number().min(0) });

/** Rates are in bits per second. */
export const NetworkDetails = z.object({
  uptimeSec: z.number().min(0),
  wan: Throughput.extend({ up: z.boolean(), ip: z.string().optional() }),
  lan: Throughput,
  gear: z
    .array(
      z.object({
        name: z.string(),
        kind: z.enum(['gateway', 'switch', 'access-point']),
        online: z.boolean(),
        clients: z.int().min(0).optional(),
      }),
    )
    .optional(),
});
export type NetworkDetails = z.infer<typeof NetworkDetails>;

export const NetworkAlert = z.object({
  at: z.iso.datetime({ offset: true }),
  severity: z.enum(['critical', 'warning', 'info']),
  message: z.string(),
  device: z.string().optional(),
});
export type NetworkAlert = z.infer<typeof NetworkAlert>;

export const NetworkAlerts = z.object({ alerts: z.array(NetworkAlert) });
export type NetworkAlerts = z.infer<typeof NetworkAlerts>;

export const Client = z.object({
  /** Unique and lasting, usually the MAC address. */
  id: z.string(),
  name: z.string(),
  ip: z.string().optional(),
  wired: z.boolean().optional(),
  accessPoint: z.string().optional(),
  signalDbm: z.number().optional(),
  connectedSec: z.number().min(0).optional(),
});
export type Client = z.infer<typeof Client>;

export const Clients = z.object({ clients: z.array(Client) });
export type Clients = z.infer<typeof Clients>;

/** What the network screens need to know. Written here, by the consumer; adapters obey it. */
export interface Network {
  status(): Asked<NetworkStatus>;
  details(): Asked<NetworkDetails>;
  alerts(): Asked<NetworkAlerts>;
  clients(): Asked<Clients>;
}
