import type { Ask } from '../readings/together.ts';
import type {
  Client,
  Gear,
  NetworkAlert,
  NetworkDeeds,
  NetworkDetails,
  NetworkStatus,
  Uplink,
} from './network.ts';

/** What the sources of a network may be able to tell. The screens are made of what they do. */
export interface NetworkSources {
  /** Whole answers, of a source that makes them itself. */
  readonly status?: Ask<NetworkStatus>;
  readonly details?: Ask<NetworkDetails>;
  readonly devices?: Ask<readonly Gear[]>;
  readonly clients?: Ask<readonly Client[]>;
  readonly alerts?: Ask<readonly NetworkAlert[]>;
  readonly uplink?: Ask<Uplink>;
  readonly deeds?: NetworkDeeds;
}
