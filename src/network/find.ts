import { findOne } from '../operation/find-one.ts';
import type { Network } from './network.ts';

export const findClient = (network: Network, id: string) =>
  findOne(network.clients(), {
    what: 'That client',
    list: ({ clients }) => clients,
    is: (client) => client.id === id,
  });

export const findGear = (network: Network, id: string) =>
  findOne(network.details(), {
    what: 'That device',
    list: ({ gear = [] }) => gear,
    is: ({ ids = [] }) => ids.includes(id),
  });
