import { z } from 'zod';
import type { Failure } from '../../core/failure.ts';
import type { AsyncReading } from '../../core/reading.ts';
import type { Result } from '../../core/result.ts';

const percent = z.number().min(0).max(100);

const count = z.int().min(0);

/** Whether enough nodes agree for the cluster to act. */
export const Quorum = z.object({ quorate: z.boolean().optional() });
export type Quorum = z.infer<typeof Quorum>;

/** The cluster in numbers. Templates do not count as VMs. */
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

/** How the last backup of a guest went; no `at` when there is none. */
export const Backup = z.object({
  at: z.iso.datetime({ offset: true }).optional(),
  /** Why the last try failed, when it did. */
  error: z.string().optional(),
  /** How far apart the last ones usually were. */
  usualSec: z.number().min(0).optional(),
});
export type Backup = z.infer<typeof Backup>;

export const Guest = z.object({
  id: z.int().min(0),
  name: z.string(),
  kind: z.enum(['vm', 'lxc']),
  node: z.string(),
  state: z.enum(['running', 'stopped', 'paused', 'unknown']),
  cpuPercent: z.number().min(0).optional(),
  memoryUsedBytes: z.number().min(0).optional(),
  memoryTotalBytes: z.number().min(0).optional(),
  diskTotalBytes: z.number().min(0).optional(),
  /** How full its own disk is, where that is seen from outside: that of a container. */
  diskPercent: percent.optional(),
  uptimeSec: z.number().min(0).optional(),
  /** Whether it starts with its node. */
  onBoot: z.boolean().optional(),
  backup: Backup.optional(),
});
export type Guest = z.infer<typeof Guest>;

export const Guests = z.object({ guests: z.array(Guest) });
export type Guests = z.infer<typeof Guests>;

/** Where disks and backups are kept. */
export const Storage = z.object({
  name: z.string(),
  /** One of the nodes that have it. */
  node: z.string(),
  /** The same one on several nodes. */
  shared: z.boolean().optional(),
  usedPercent: percent.optional(),
});
export type Storage = z.infer<typeof Storage>;

export const Storages = z.object({ storages: z.array(Storage) });
export type Storages = z.infer<typeof Storages>;

/** How the backups of one guest went, or the last job for several guests on a node. */
export type BackupReport = Backup & ({ readonly guest: number } | { readonly job: string });

/** The cluster at a glance: its numbers, and as much of what they count as the source lists. */
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

/** What a source can do to guests. */
export interface GuestChanges {
  verbsFor(guest: Guest): Promise<ReadonlySet<GuestVerb>>;
  /** Sent once; whether it worked is seen by looking. */
  act(guest: Guest, verb: GuestVerb): Promise<Result<void, Failure>>;
}

/** What the Proxmox screens need to know. Written here, by the consumer; adapters obey it. */
export interface Proxmox {
  status(): AsyncReading<ProxmoxStatus>;
  nodes(): AsyncReading<ProxmoxNodes>;
  guests(): AsyncReading<Guests>;
  /** Asked for one guest at a time, where the list does not say. */
  readonly backup?: (guest: Guest) => AsyncReading<Backup>;
  readonly changes?: GuestChanges | undefined;
}
