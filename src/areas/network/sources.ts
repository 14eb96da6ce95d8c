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

/** The reads that the sources of a network may offer. The screens are built from those present. */
export interface NetworkSources {
  /** Complete answers, for a source that returns them itself. */
  readonly status?: ReadFn<NetworkStatus>;
  readonly details?: ReadFn<NetworkDetails>;
  readonly devices?: ReadFn<readonly Device[]>;
  readonly clients?: ReadFn<readonly Client[]>;
  readonly alerts?: ReadFn<readonly NetworkAlert[]>;
  readonly uplink?: ReadFn<Uplink>;
  /** Where the ports do not list their occupants, these are derived from the uplinks of clients and devices. */
  readonly ports?: (gear: Device) => AsyncReading<readonly Port[]>;
  readonly changes?: NetworkChanges;
}
