/** The GSM 03.38 basic alphabet: one septet each. ESC (0x1b) is no character of its own. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** The extension table: an escape and a second septet. */
const EXTENDED = '\f^{}\\[~]|€';

/** The septets of each code unit up to the last, the euro sign; all that are missing cost 0. */
const COSTS = new Uint8Array(1 + codeOf('€'));
for (const character of BASIC) COSTS[codeOf(character)] = 1;
for (const character of EXTENDED) COSTS[codeOf(character)] = 2;

function codeOf(character: string): number {
  return character.charCodeAt(0);
}

/** Returns the septets of one code unit: 1, 2, or 0 when GSM-7 does not have it. */
export const costAt = (text: string, at: number): number => COSTS[text.charCodeAt(at)] ?? 0;

const ALONE = 160;

/** The septets of one part when there are several: 153 in general, 152 on toll-free routes. */
export const PART_SEPTETS = { usual: 153, tollFree: 152 } as const;

interface Gsm7Count {
  /** False when a character is not in the alphabet: one such character makes the whole text UCS-2. */
  readonly isGsm7: boolean;
  readonly septets: number;
  readonly segments: number;
}

/** Counts a text in one pass. An escaped character that would straddle the border of a part moves whole into the next. */
export function countGsm7(text: string, partSeptets: number = PART_SEPTETS.usual): Gsm7Count {
  let isGsm7 = true;
  let sum = 0;
  let parts = 1;
  let used = 0;
  for (let at = 0; at < text.length; at += 1) {
    const cost = costAt(text, at);
    if (cost === 0) isGsm7 = false;
    if (used + cost > partSeptets) {
      parts += 1;
      used = 0;
    }
    used += cost;
    sum += cost;
  }
  return { isGsm7, septets: sum, segments: sum <= ALONE ? 1 : parts };
}

export const isGsm7 = (text: string): boolean => countGsm7(text).isGsm7;

export const septets = (text: string): number => countGsm7(text).septets;

/** Counts the segments that the carrier makes of a GSM-7 text. */
export const segments = (text: string, partSeptets?: number): number =>
  countGsm7(text, partSeptets).segments;
