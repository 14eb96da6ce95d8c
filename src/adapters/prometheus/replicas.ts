import type { ReplicaState } from '../../store/leadership.ts';
import type { Meters } from './registry.ts';

interface Dependencies {
  readonly meters: Meters;
  readonly describe: () => ReplicaState;
}

/** Registers which replica this is, and whether it is the one that sends texts. A relay without replicas leads. */
export function registerReplicas({ meters, describe }: Dependencies): void {
  const { name, version } = describe().self;
  meters.reading(
    { name: 'sms_relay_replica_info', help: 'The name of this replica.' },
    { name: [name], version: [version] },
    () => [{ labels: { name, version }, value: 1 }],
  );
  meters.reading(
    { name: 'sms_relay_leads', help: '1 at the replica that sends texts; one of them does.' },
    {},
    () => [{ labels: {}, value: describe().isLeading ? 1 : 0 }],
  );
  meters.reading(
    {
      name: 'sms_relay_replicas_alive',
      help: 'Replicas with a valid lease, as this one sees them.',
    },
    {},
    () => [{ labels: {}, value: describe().alive.length }],
  );
}
