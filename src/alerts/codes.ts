const LETTERS = Array.from('acefhjkmnprtuvwxy');
const DIGITS = Array.from('234679');

/** The first of two letters is no verb, so that `ak7` is an acknowledgement of K7. */
const FIRST_LETTERS = Array.from('fhjkmprtvxy');

const SHORT = LETTERS.flatMap((letter) => DIGITS.map((digit) => letter + digit));
const LONG = FIRST_LETTERS.flatMap((first) => SHORT.map((rest) => first + rest));

/** With fewer short codes than these left, longer ones are given out. */
const MIN_SHORT = 30;

const CODE = /^(?:[fhjkmprtvxy]?[acefhjkmnprtuvwxy][234679])$/;

/** Returns true for a word that may be the code of an incident, in lower case. */
export const isCode = (word: string): boolean => CODE.test(word);

/**
 * Chooses a code that is not taken; the first of the longer ones where nearly all short ones are taken, and `undefined` where
 * all are. `random` returns a number in 0..1.
 */
export function chooseCode(
  isTaken: (code: string) => boolean,
  random: () => number,
): string | undefined {
  const short = SHORT.filter((code) => !isTaken(code));
  const free = short.length >= MIN_SHORT ? short : LONG.filter((code) => !isTaken(code));
  const all = free.length > 0 ? free : short;
  return all[Math.floor(random() * all.length)]?.toUpperCase();
}
