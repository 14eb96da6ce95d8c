import type { Catalogue } from '../operation/catalogue.ts';
import type { ChangeOption } from '../operation/change-operation.ts';
import type { Offer } from '../operation/offer.ts';

/** A change that is offered on the screen of one thing. Plain data. */
export interface ActionOption extends Offer, ChangeOption {
  /** The word for it beside a name: `reboot` in `reboot plex`. */
  readonly verb: string;
  /** True when the person has to give a number: `scale sonarr 2`. */
  readonly wantsNumber?: boolean;
}

/** Adds the letter and the words of an offered change. */
export function toActionOption(
  offer: Offer,
  { findChange }: Pick<Catalogue, 'findChange'>,
): ActionOption | undefined {
  const change = findChange(offer.operation);
  if (!change?.option) return undefined;
  const wantsNumber = 'number' in change.input.shape && !('number' in offer.input);
  const { verb, option } = change;
  return { ...offer, ...option, verb, ...(wantsNumber && { wantsNumber }) };
}
