import type { Address } from '../core/address.ts';
import type { PersonId } from '../people/person.ts';
import type { OptOutKeyword } from './opt-out-keywords.ts';

/** A text from a sender on the list, with the carrier's id for it. */
export interface InboundMessage {
  readonly sid: string;
  readonly from: Address;
  readonly person: PersonId;
  /** The address of the relay that received it. */
  readonly to?: string | undefined;
  readonly body: string;
  readonly media: number;
  /** The signature of the request that delivered it. */
  readonly signature?: string | undefined;
  /** The opt-out keyword that the carrier acted on by itself. */
  readonly optOut?: OptOutKeyword | undefined;
}
