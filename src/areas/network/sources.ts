import type { Asked } from '../../core/reading.ts';
import type { Ask } from '../shared/combine.ts';
import type {
  Client,
  Gear,
  NetworkAlert,
  NetworkDeeds,
  NetworkDetails,
  NetworkStatus,
  Port,
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
  /** Who hangs on them is found by what clients and gear say, where this does not tell. */
  readonly ports?: (gear: Gear) => Asked<readonly Port[]>;
  readonly deeds?: NetworkDeeds;
}
