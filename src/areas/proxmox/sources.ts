import type { ReadFn } from '../shared/combine.ts';
import type {
  BackupReport,
  Guest,
  Proxmox,
  ProxmoxCounts,
  ProxmoxNode,
  Quorum,
  Storage,
} from './proxmox.ts';

/** The reads that the sources of a Proxmox cluster may offer. The screens are built from those present. */
export interface ProxmoxSources {
  /** Counts made by the source itself. */
  readonly status?: ReadFn<ProxmoxCounts>;
  readonly nodes?: ReadFn<readonly ProxmoxNode[]>;
  readonly guests?: ReadFn<readonly Guest[]>;
  readonly quorum?: ReadFn<Quorum>;
  readonly storages?: ReadFn<readonly Storage[]>;
  /** The results of backups, as far as known. */
  readonly backups?: ReadFn<readonly BackupReport[]>;
  readonly backup?: Proxmox['backup'];
  readonly changes?: Proxmox['changes'];
}
