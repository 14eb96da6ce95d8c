import type { Ask } from '../readings/together.ts';
import type { Guest, Proxmox, ProxmoxNode, ProxmoxStatus, Quorum } from './proxmox.ts';

/** What the sources of a Proxmox cluster may be able to tell. The screens are made of what they do. */
export interface ProxmoxSources {
  /** The whole answer, of a source that makes it itself. */
  readonly status?: Ask<ProxmoxStatus>;
  readonly nodes?: Ask<readonly ProxmoxNode[]>;
  readonly guests?: Ask<readonly Guest[]>;
  readonly quorum?: Ask<Quorum>;
  readonly backup?: Proxmox['backup'];
  readonly deeds?: Proxmox['deeds'];
}
