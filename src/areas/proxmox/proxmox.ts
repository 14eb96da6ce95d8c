import { z } from 'zod';
import type { Failure } from '../../core/failure.ts';
import type { AsyncReading } from '../../core/reading.ts';
import type { Result } from '../../core/result.ts';

const percent = z.number().min(0).max(100);

const count = z.int().min(0);

/** Quorum means that enough nodes agree for the cluster to act. */
export const Quorum = z.object({ quorate: z.boolean().optional() });
export type Quorum = z.infer<typeof Quorum>;

/** The counts of the cluster. Templates do not count as VMs. */
export const ProxmoxCounts = Quorum.extend({
  nodes: count.optional(),
  nodesOnline: count.optional(),
  vms: count.optional(),
  containers: count.optional(),
  cpuPercent: percent.optional(),
  memoryPercent: percent.optional(),
  diskPercent: percent.optional(),
  /** Names of nodes that do not answer. */
  offline: z.array(z.string()).optional(),
});
export type ProxmoxCounts = z.infer<typeof ProxmoxCounts>;

export const ProxmoxNode = z.object({
  name: z.string(),
  online: z.boolean(),
  cpuPercent: percent.optional(),
  memoryPercent: percent.optional(),
  diskPercent: percent.optional(),
  uptimeSec: z.number().min(0).optional(),
  cpus: z.number().min(0).optional(),
  memoryTotalBytes: z.number().min(0).optional(),
  diskTotalBytes: z.number().min(0).optional(),
});
export type ProxmoxNode = z.infer<typeof ProxmoxNode>;

export const ProxmoxNodes = z.object({ nodes: z.array(ProxmoxNode) });
export type ProxmoxNodes = z.infer<typeof ProxmoxNodes>;

/** The last good backup of a guest; `at` is missing when there is none. */
export const Backup = z.object({
  at: z.iso.datetime({ offset: true }).optional(),
  /** The reason the last attempt failed, if it did. */
  error: z.string().optional(),
  /** The usual interval between backups, in seconds. */
  usualSec: z.number().min(0).optional(),
});
export type Backup = z.infer<typeof Backup>;

export const Guest = z.object({
  id: z.int().min(0),
  /** True when its source has no numbers: `id` is made of its name then, and never shown. */
  isUnnumbered: z.boolean().optional(),
  name: z.string(),
  kind: z.enum(['vm', 'lxc']),
  node: z.string(),
  state: z.enum(['running', 'stopped', 'paused', 'unknown']),
  cpuPercent: z.number().min(0).optional(),
  memoryUsedBytes: z.number().min(0).optional(),
  memoryTotalBytes: z.number().min(0).optional(),
  diskTotalBytes: z.number().min(0).optional(),
  /** Usage of its own disk, which is visible from outside only for containers. */
  diskPercent: percent.optional(),
  uptimeSec: z.number().min(0).optional(),
  /** True when it starts with its node. */
  onBoot: z.boolean().optional(),
  backup: Backup.optional(),
});
export type Guest = z.infer<typeof Guest>;

export const Guests = z.object({ guests: z.array(Guest) });
export type Guests = z.infer<typeof Guests>;

/** A storage for disks and backups. */
export const Storage = z.object({
  name: z.string(),
  /** One of the nodes that use it. */
  node: z.string(),
  /** True when several nodes use the same storage. */
  shared: z.boolean().optional(),
  usedPercent: percent.optional(),
});
export type Storage = z.infer<typeof Storage>;

export const Storages = z.object({ storages: z.array(Storage) });
export type Storages = z.infer<typeof Storages>;

/** The backups of one guest, or the last backup job for several guests on a node. */
export type BackupReport = Backup & ({ readonly guest: number } | { readonly job: string });

/** The status of the cluster: its counts, and the lists behind them as far as the source returns them. */
export interface ProxmoxStatus extends ProxmoxCounts {
  readonly lists?: {
    readonly nodes?: readonly ProxmoxNode[] | undefined;
    readonly guests?: readonly Guest[] | undefined;
    readonly storages?: readonly Storage[] | undefined;
    readonly backups?: readonly BackupReport[] | undefined;
  };
}

export const GUEST_VERBS = ['start', 'reboot', 'shutdown', 'stop'] as const;
export type GuestVerb = (typeof GUEST_VERBS)[number];

/** The name of the operation. */
export const guestChange = (verb: GuestVerb): string => `proxmox_${verb}`;

/** The changes a source can make to guests. */
export interface GuestChanges {
  verbsFor(guest: Guest): Promise<ReadonlySet<GuestVerb>>;
  /** Sends the change once; its success is verified by reading again. */
  act(guest: Guest, verb: GuestVerb): Promise<Result<void, Failure>>;
}

/** The data the Proxmox screens need. Defined here, by the consumer; adapters implement it. */
export interface Proxmox {
  status(): AsyncReading<ProxmoxStatus>;
  nodes(): AsyncReading<ProxmoxNodes>;
  guests(): AsyncReading<Guests>;
  /** Reads the backup of one guest, where the list does not contain it. */
  readonly backup?: (guest: Guest) => AsyncReading<Backup>;
  readonly changes?: GuestChanges | undefined;
}
