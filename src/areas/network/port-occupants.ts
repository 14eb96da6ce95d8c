import type { Client, Device, Port } from './network.ts';

/** Returns the ids of the clients and devices whose own uplink is this port. */
export const portOccupants = (
  { ids = [] }: Pick<Device, 'ids'>,
  { number }: Pick<Port, 'number'>,
  candidates: readonly (Client | Device)[],
): string[] =>
  candidates
    .filter(
      ({ uplinkId, uplinkPort }) =>
        uplinkPort === number && uplinkId !== undefined && ids.includes(uplinkId),
    )
    .flatMap((candidate) =>
      'id' in candidate ? [candidate.id] : (candidate.ids?.slice(0, 1) ?? []),
    );
