import type { AsyncReading } from '../../core/reading.ts';
import type { ReadFn } from '../shared/combine.ts';
import type {
  Client,
  Device,
  NetworkAlert,
  NetworkChanges,
  NetworkDetails,
  NetworkStatus,
  Port,
  Uplink,
} from './network.ts';

/** What the sources of a network may be able to tell. The screens are made of what they do. */
export interface NetworkSources {
  /** Whole answers, of a source that makes them itself. */
  readonly status?: ReadFn<NetworkStatus>;
  readonly details?: ReadFn<NetworkDetails>;
  readonly devices?: ReadFn<readonly Device[]>;
  readonly clients?: ReadFn<readonly Client[]>;
  readonly alerts?: ReadFn<readonly NetworkAlert[]>;
  readonly uplink?: ReadFn<Uplink>;
  /** Who hangs on them is found by what clients and gear say, where this does not tell. */
  readonly ports?: (gear: Device) => AsyncReading<readonly Port[]>;
  readonly changes?: NetworkChanges;
}
