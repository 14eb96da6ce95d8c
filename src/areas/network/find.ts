import { toMac } from '../../operation/inputs.ts';
import { findOne } from '../shared/find-one.ts';
import type { Network } from './network.ts';

/** Some sources write MAC addresses in capitals, or with hyphens. */
export const findClient = (network: Network, id: string) =>
  findOne(network.clients(), {
    what: 'That client',
    list: ({ clients }) => clients,
    is: (client) => toMac(client.id) === id,
  });

/** Finds a device by the first of its ids only, so that the same device cannot be requested under two ids. */
export const findDevice = (network: Network, id: string) =>
  findOne(network.details(), {
    what: 'That device',
    list: ({ gear = [] }) => gear,
    is: ({ ids }) => ids?.[0]?.toLowerCase() === id,
  });
