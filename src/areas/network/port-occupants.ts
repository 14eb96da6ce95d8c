import type { Client, Device, Port } from './network.ts';

/** The ids of those that say of themselves that they hang on this port. */
export const portOccupants = (
  { ids = [] }: Pick<Device, 'ids'>,
  { number }: Pick<Port, 'number'>,
  things: readonly (Client | Device)[],
): string[] =>
  things
    .filter(
      ({ uplinkId, uplinkPort }) =>
        uplinkPort === number && uplinkId !== undefined && ids.includes(uplinkId),
    )
    .flatMap((thing) => ('id' in thing ? [thing.id] : (thing.ids?.slice(0, 1) ?? [])));
