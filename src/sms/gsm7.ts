/** The GSM 03.38 basic alphabet: one septet each. ESC (0x1b) is no character of its own. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);

/** The extension table: an escape and a second septet. */
const EXTENDED = new Set('\f^{}\\[~]|€');

/** Returns the septets of one character: 1, 2, or 0 when GSM-7 does not have it. */
export function costOf(character: string): 0 | 1 | 2 {
  if (BASIC.has(character)) return 1;
  return EXTENDED.has(character) ? 2 : 0;
}

/** Returns true when a text can be sent as GSM-7; one other character makes all of it UCS-2. */
export function isGsm7(text: string): boolean {
  for (const character of text) if (costOf(character) === 0) return false;
  return true;
}

/** Counts the septets of a GSM-7 text. */
export function septets(text: string): number {
  let sum = 0;
  for (const character of text) sum += costOf(character);
  return sum;
}

const ALONE = 160;

/** The septets of one part when there are several: 153 in general, 152 on toll-free routes. */
export const PART_SEPTETS = [153, 152] as const;

/** Counts the segments that the carrier makes of a GSM-7 text. */
export function segments(text: string, partSeptets: number = PART_SEPTETS[0]): number {
  return septets(text) <= ALONE ? 1 : parts(text, partSeptets);
}

/** An escaped character that would straddle the border of a part moves whole into the next. */
function parts(text: string, partSeptets: number): number {
  let count = 1;
  let used = 0;
  for (const character of text) {
    const cost = costOf(character);
    if (used + cost > partSeptets) {
      count += 1;
      used = 0;
    }
    used += cost;
  }
  return count;
}
