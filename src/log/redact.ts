import { createFragmentHider, LONG_SECRET } from '../core/hide-fragments.ts';

/** The values that must not appear anywhere in a log line: known secrets, and the numbers of allowed people. */
export interface RedactionRules {
  readonly secrets: readonly string[];
  readonly numbers: readonly string[];
}

/** Hides them in a line of JSON. */
export type LogRedactor = (line: string) => string;

const HIDDEN = '[secret]';

/** Shorter values are hidden only as whole words: inside of other words they occur by accident. */
const SHORT = 8;
const MIN_LENGTH = 4;

/** Keys that are not configured, recognised by their context: `Bearer X`, `https://user:key@host`. */
const KEYS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic|ApiKey)(?: |%20)+[\w+/=.~%-]{6,}/gi, `$1 ${HIDDEN}`],
  [/(smsr_[0-9a-f]{12}_)[\w-]{16,}/gi, `$1${HIDDEN}`],
  [/\b(PVEAPIToken=)[^\s"\\]+/g, `$1${HIDDEN}`],
  [/(\b[a-z][a-z0-9+.-]{1,15}:\/\/)[^\s"\\/@]{1,300}@/gi, `$1${HIDDEN}@`],
  [
    /((?:authorization|cookie|x-api-key)(?:\\?["'])?\s?[:=,]\s?(?:\\?["'])?)(?!\[)[^"'\\\n]{4,}/gi,
    `$1${HIDDEN}`,
  ],
];

/** Between the digits of a number, as people and carriers write it. */
const GAP = '(?:[ ().-]|%20){0,2}';

/** Any phone number: in international form, and digits where only a number can be. */
const ANY_NUMBER = new RegExp(
  `(?:\\+|%2B)[1-9](?:${GAP}\\d){6,14}(?!\\d)|(?<=\\b(?:tel|sms|rcs|whatsapp):|[\\s=('/])\\d{10,15}(?![\\w.])`,
  'gi',
);

/** The number of last digits that identify a phone number, whatever prefix precedes them. */
const SIGNIFICANT_DIGITS = 8;

/** Enough digits for a phone number, which may be a known one. */
const DIGITS = new RegExp(`(?<![\\dA-Za-z])\\+?\\d(?:${GAP}\\d){${SIGNIFICANT_DIGITS - 1},}`, 'g');

/** Creates the redactor of log lines; the last two digits of a number stay, as everywhere in the log. */
export function createLogRedactor({ secrets, numbers }: RedactionRules): LogRedactor {
  const known = anyOf(secrets.filter(isShort).flatMap(spellingsOf).map(toPattern));
  const hideLong = createFragmentHider(
    secrets.filter((secret) => !isShort(secret)).flatMap(spellingsOf),
    HIDDEN,
  );
  const maskKnown = maskOf(
    new Set(numbers.map((number) => digitsOf(number).slice(-SIGNIFICANT_DIGITS))),
  );

  return (line) => {
    const rest = hideLong(line);
    const plain = known ? rest.replace(known, HIDDEN) : rest;
    const keyless = KEYS.reduce((clean, [pattern, by]) => clean.replace(pattern, by), plain);
    return keyless.replace(ANY_NUMBER, masked).replace(DIGITS, maskKnown);
  };
}

const isShort = ({ length }: string): boolean => length < LONG_SECRET;

const digitsOf = (number: string): string => number.replaceAll(/\D/g, '');

const masked = (number: string): string => `...${digitsOf(number).slice(-2)}`;

/** Masks a run of digits that contains a known number; other digits stay as they are. */
const maskOf = (endings: ReadonlySet<string>) => (run: string) => {
  const digits = digitsOf(run);
  for (let at = 0; at + SIGNIFICANT_DIGITS <= digits.length; at += 1) {
    const ending = digits.slice(at, at + SIGNIFICANT_DIGITS);
    if (endings.has(ending)) return masked(ending);
  }
  return run;
};

/** Builds one pattern for all, the longest first: a match of a part of a secret must not leave the rest of it visible. */
function anyOf(patterns: readonly string[]): RegExp | undefined {
  const all = [...new Set(patterns)].toSorted((a, b) => b.length - a.length);
  return all.length > 0 ? new RegExp(all.join('|'), 'gi') : undefined;
}

/** Quotes, backslashes and line ends, as JSON and JSON within JSON escape them. */
const ESCAPED = String.raw`(?:["\\\n\r]|(?<=\\)[nr])+`;
const NOT_BEHIND_ESCAPED = String.raw`(?<!["\\\n\r]|\\[nr])`;

/** Allows any number of backslashes before quotes and line ends, as in JSON, and in JSON within JSON. */
function toPattern(spelling: string): string {
  const parts = spelling.split(/["\\\n\r]+/).map((part) => RegExp.escape(part));
  const literal = (parts[0] === '' ? NOT_BEHIND_ESCAPED : '') + parts.join(ESCAPED);
  return spelling.length < SHORT ? `(?<![\\w])${literal}(?![\\w])` : literal;
}

/** Returns a value as it appears in a line of JSON, in URLs, forms and base64. */
function spellingsOf(secret: string): readonly string[] {
  if (secret.length < MIN_LENGTH) return [];
  const asUrl = encodeURIComponent(secret);
  const asForm = new URLSearchParams({ '': secret }).toString().slice(1);
  return [secret, asUrl, asForm, ...(secret.length < SHORT ? [] : inBase64(secret))];
}

/** Returns the three spellings of a value in base64, which depend on the number of bytes before it. */
const inBase64 = (secret: string): readonly string[] =>
  [0, 1, 2].map((before) => {
    const all = Buffer.from('\0'.repeat(before) + secret);
    const first = Math.ceil((before * 4) / 3);
    return all.toString('base64').slice(first, Math.floor((all.length * 4) / 3));
  });
