import type { Ask } from '../shared/combine.ts';
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
  readonly status?: Ask<ProxmoxCounts>;
  readonly nodes?: Ask<readonly ProxmoxNode[]>;
  readonly guests?: Ask<readonly Guest[]>;
  readonly quorum?: Ask<Quorum>;
  readonly storages?: Ask<readonly Storage[]>;
  /** How backups went, as far as anybody can tell. */
  readonly backups?: Ask<readonly BackupReport[]>;
  readonly backup?: Proxmox['backup'];
  readonly deeds?: Proxmox['deeds'];
}
