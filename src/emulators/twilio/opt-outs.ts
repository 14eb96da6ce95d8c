import { type Address, formatAddress } from '../../core/address.ts';

/** The phones that texted STOP to the relay's number, per channel. */
export interface OptOuts {
  readonly has: (phone: Address) => boolean;
  readonly add: (phone: Address) => void;
  readonly remove: (phone: Address) => void;
}

export function createOptOuts(): OptOuts {
  const phones = new Set<string>();
  return {
    has: (phone) => phones.has(formatAddress(phone)),
    add: (phone) => void phones.add(formatAddress(phone)),
    remove: (phone) => void phones.delete(formatAddress(phone)),
  };
}
