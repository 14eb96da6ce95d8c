import { type Channel, parseAddress } from '../core/address.ts';
import { countGsm7, PART_SEPTETS } from '../sms/gsm7.ts';
import { spelledSeptets, spellInGsm7 } from '../sms/plain.ts';

/** The characters that a channel carries, and what they cost. */
export interface Alphabet {
  /** Spells a clean text, each character by itself. */
  readonly spell: (text: string) => string;
  /** Returns the units of the character at `at` when it is spelled; 0 for an invisible one, and within a character. */
  readonly costAt: (text: string, at: number) => number;
  /** Counts a spelled text. A UTF-16 code unit costs at least one unit. */
  readonly count: (text: string) => TextCount;
}

interface TextCount {
  readonly units: number;
  /** The segments that the carrier bills. */
  readonly segments: number;
}

/** How much of a reply one text of a channel holds. */
export interface ChannelBudget {
  readonly alphabet: Alphabet;
  /** The most units and segments of a text. */
  readonly units: number;
  readonly segments: number;
  /** The most units of one page of several. */
  readonly pageUnits: number;
  /** The most units of the head and the footer of a page. */
  readonly frameUnits: number;
  /** The most pages of a reply; 1 for a text that `+` does not continue. */
  readonly pages: number;
}

const GSM_7: Alphabet = {
  spell: spellInGsm7,
  costAt: spelledSeptets,
  count(text) {
    const { isGsm7, septets, segments } = countGsm7(text, PART_SEPTETS.tollFree);
    return { units: isGsm7 ? septets : Number.POSITIVE_INFINITY, segments };
  },
};

const TWO_SEGMENTS: ChannelBudget = {
  alphabet: GSM_7,
  /** Two segments on every route, the toll-free ones with their shorter parts included. */
  units: 304,
  segments: 2,
  /** An escaped character at the border of the parts may cost one septet more than it takes. */
  pageUnits: 303,
  frameUnits: 200,
  pages: 99,
};

export const BUDGETS: Readonly<Record<Channel, ChannelBudget>> = {
  sms: TWO_SEGMENTS,
  whatsapp: TWO_SEGMENTS,
  rcs: TWO_SEGMENTS,
};

/** Returns the budget of the channel of an address, as carriers write it. */
export const budgetFor = (address: string): ChannelBudget =>
  BUDGETS[parseAddress(address)?.channel ?? 'sms'];

/** Counts the segments of a spelled text; `undefined` when it does not keep the budget. */
export function countWithin({ alphabet, ...most }: ChannelBudget, text: string) {
  if (text.length > most.units) return undefined;
  const { units, segments } = alphabet.count(text);
  return units <= most.units && segments <= most.segments ? segments : undefined;
}
