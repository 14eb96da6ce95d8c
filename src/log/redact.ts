/** What no log line may hold, wherever in it: values that are known, and whoever may text. */
export interface RedactionRules {
  readonly secrets: readonly string[];
  readonly numbers: readonly string[];
}

/** Hides all of it in a line of JSON. */
export type LogRedactor = (line: string) => string;

const HIDDEN = '[secret]';

/** Shorter values are hidden only where they stand alone: inside of words they are there by accident. */
const SHORT = 8;
const SHORTEST = 4;

/** Keys that nobody told us, by where keys stand: `Bearer X`, `https://user:key@host`. */
const KEYS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic|ApiKey)(?: |%20)+[\w+/=.~%-]{6,}/gi, `$1 ${HIDDEN}`],
  [/\b(PVEAPIToken=)[^\s"\\]+/g, `$1${HIDDEN}`],
  [/(\b[a-z][a-z0-9+.-]{1,15}:\/\/)[^\s"\\/@]{1,300}@/gi, `$1${HIDDEN}@`],
  [
    /((?:authorization|cookie|x-api-key)(?:\\?["'])?\s?[:=,]\s?(?:\\?["'])?)(?!\[)[^"'\\\n]{4,}/gi,
    `$1${HIDDEN}`,
  ],
];

/** Between the digits of a number, as people and carriers write it. */
const GAP = '(?:[ ().-]|%20){0,2}';

/** Anybody's number: in international form, and whatever stands where only numbers stand. */
const ANY_NUMBER = new RegExp(
  `(?:\\+|%2B)[1-9](?:${GAP}\\d){6,14}(?!\\d)|(?<=\\b(?:tel|sms|rcs|whatsapp):|[\\s=('/])\\d{10,15}(?![\\w.])`,
  'gi',
);

/** So many of a number's last digits tell whose it is, whatever stands before them. */
const SIGNIFICANT_DIGITS = 8;

/** Digits enough for a number, which may be somebody's. */
const DIGITS = new RegExp(`(?<![\\dA-Za-z])\\+?\\d(?:${GAP}\\d){${SIGNIFICANT_DIGITS - 1},}`, 'g');

/** Hide everything unspeakable; the last two digits of a number stay, as everywhere in the log. */
export function createLogRedactor({ secrets, numbers }: RedactionRules): LogRedactor {
  const known = anyOf(secrets.flatMap(spellingsOf).map(toPattern));
  const maskKnown = maskOf(
    new Set(numbers.map((number) => digitsOf(number).slice(-SIGNIFICANT_DIGITS))),
  );

  return (line) => {
    const plain = known ? line.replace(known, HIDDEN) : line;
    const keyless = KEYS.reduce((clean, [pattern, by]) => clean.replace(pattern, by), plain);
    return keyless.replace(ANY_NUMBER, masked).replace(DIGITS, maskKnown);
  };
}

const digitsOf = (number: string): string => number.replaceAll(/\D/g, '');

const masked = (number: string): string => `...${digitsOf(number).slice(-2)}`;

/** Looks into a run of digits for a number of somebody we know; other digits stay as they are. */
const maskOf = (endings: ReadonlySet<string>) => (run: string) => {
  const digits = digitsOf(run);
  for (let at = 0; at + SIGNIFICANT_DIGITS <= digits.length; at += 1) {
    const ending = digits.slice(at, at + SIGNIFICANT_DIGITS);
    if (endings.has(ending)) return masked(ending);
  }
  return run;
};

/** One pattern for all, the longest first: a part of a secret must not save the rest of it. */
function anyOf(patterns: readonly string[]): RegExp | undefined {
  const all = [...new Set(patterns)].toSorted((a, b) => b.length - a.length);
  return all.length > 0 ? new RegExp(all.join('|'), 'gi') : undefined;
}

/** Quotes, backslashes and ends of lines as JSON writes them, and JSON within JSON. */
const ESCAPED = String.raw`(?:["\\\n\r]|(?<=\\)[nr])+`;
const NOT_BEHIND_ESCAPED = String.raw`(?<!["\\\n\r]|\\[nr])`;

/** In JSON, and in JSON within JSON, quotes and ends of lines have any number of backslashes before them. */
function toPattern(spelling: string): string {
  const parts = spelling.split(/["\\\n\r]+/).map((part) => RegExp.escape(part));
  const literal = (parts[0] === '' ? NOT_BEHIND_ESCAPED : '') + parts.join(ESCAPED);
  return spelling.length < SHORT ? `(?<![\\w])${literal}(?![\\w])` : literal;
}

/** A value as it stands in a line of JSON, in addresses, forms and base64. */
function spellingsOf(secret: string): readonly string[] {
  if (secret.length < SHORTEST) return [];
  const asUrl = encodeURIComponent(secret);
  const asForm = new URLSearchParams({ '': secret }).toString().slice(1);
  return [secret, asUrl, asForm, ...(secret.length < SHORT ? [] : inBase64(secret))];
}

/** In base64 a value looks different after a number of bytes that three does not divide. */
const inBase64 = (secret: string): readonly string[] =>
  [0, 1, 2].map((before) => {
    const all = Buffer.from('\0'.repeat(before) + secret);
    const first = Math.ceil((before * 4) / 3);
    return all.toString('base64').slice(first, Math.floor((all.length * 4) / 3));
  });
