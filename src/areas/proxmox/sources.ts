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

/** What the sources of a Proxmox cluster may be able to tell. The screens are made of what they do. */
export interface ProxmoxSources {
  /** What a source counts itself. */
  readonly status?: ReadFn<ProxmoxCounts>;
  readonly nodes?: ReadFn<readonly ProxmoxNode[]>;
  readonly guests?: ReadFn<readonly Guest[]>;
  readonly quorum?: ReadFn<Quorum>;
  readonly storages?: ReadFn<readonly Storage[]>;
  /** How backups went, as far as anybody can tell. */
  readonly backups?: ReadFn<readonly BackupReport[]>;
  readonly backup?: Proxmox['backup'];
  readonly changes?: Proxmox['changes'];
}
