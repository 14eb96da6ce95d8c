const LEFT_OUT = '[line left out]';

const REQUEST_VERBS =
  '(?:text|reply|send|say|write|type|answer|enter|respond|antworte|schreibe?|sende?)';
const OPT_OUT_KEYWORDS =
  'STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT|START|YES|UNSTOP|HELP|INFO';

/** Allowed between the letters of one word, and between the digits of one code. */
const GAP = '[^a-z0-9]{0,3}';

/** `OK` in any spelling, but not `0 K8s`. */
const OK = `(?<![a-z0-9])(?:[o0]|\\(\\))${GAP}(?:k|\\|<)(?!8s)(?:${GAP}[aei]){0,2}(?:${GAP}y)?(?![a-z])`;

/** Four to eight digits, in groups of any size or separate. */
const CODE = '(?<!\\d)(?:\\d(?:[ ._-]{0,3}\\d){3,7}(?!\\d)|\\d(?:[^a-z0-9]{1,8}\\d(?!\\d)){3,7})';

/** Directly after an OK, letters that look like digits count as digits. */
const NEARLY_CODE = '(?=(?:[oilszbg]{0,4}\\d){3})[0-9oilszbg]{4,8}(?![a-z0-9])';

/** The beginning of an instruction to a person, as opposed to a description. */
const INSTRUCTED = `(?:^|[.,;:!?("'-] {0,3}|\\b(?:please|to|and|or|you|just|simply|then|now|must|bitte) +)`;

/** Text that only the relay may send: requests for a code; and requests for an opt-out keyword, which no text may contain. */
const FORBIDDEN: readonly RegExp[] = [
  new RegExp(`${OK}[^\\n]{0,40}?${CODE}|${OK}[^a-z0-9]{0,8}(?:${CODE}|${NEARLY_CODE})`, 'g'),
  new RegExp(`${CODE}[^\\n]{0,40}?${OK}`, 'g'),
  new RegExp(
    `\\b${REQUEST_VERBS}\\b[^.!?\\n]{0,30}?(?<!\\b(?:error|exit|http|return|status) )\\b(?:codes?|pin|otp|\\d digits)\\b`,
    'g',
  ),
  new RegExp(`${INSTRUCTED}(?:text|reply|respond|enter|antworte)\\b[^.!?\\n]{0,20}?${CODE}`, 'gm'),
  /\bnothing (?:was|is|has been|will be|got) done\b|\bno to drop\b|\byour \d digits\b/g,
  new RegExp(
    `${INSTRUCTED}(?:text|reply|send|respond|antworte)(?: +(?:back|with|only|just|the|word|me|us|a|mit)){0,4}[\\s"'_>:-]{1,5}(?:no|yes|ok|okay|nein|ja)\\b(?! +(?!to\\b)[a-z])`,
    'gm',
  ),
  new RegExp(
    `\\b(?:text|reply|send)(?: +(?:back|with|only|just|the|word|me|us|a)){0,4}[\\s"'_>:-]{1,5}(?:${withGaps(OPT_OUT_KEYWORDS.toLowerCase())})\\b(?! +\\w)`,
    'g',
  ),
];

/** A line that contains all of these requests a code, however far apart they are. */
const CODE_REQUEST_PARTS = [`\\b${REQUEST_VERBS}\\b`, OK, CODE].map((part) => new RegExp(part));

/** Opt-out keywords in capitals, which distinguish them from ordinary words. */
const FORBIDDEN_CAPITALS = new RegExp(
  `\\b${inAnyCase(REQUEST_VERBS)}\\b[^.!?]{0,30}?(?:${OPT_OUT_KEYWORDS})(?![a-zA-Z])`,
  'g',
);

/** Makes a part of a pattern ignore case; the engine's own `(?i:...)` was seen to stop doing so after a while. */
function inAnyCase(pattern: string): string {
  return pattern.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** Allows separators between the letters of words. */
function withGaps(words: string): string {
  return words.replaceAll(/(?<=[a-z])(?=[a-z])/g, '[^a-z0-9|]{0,2}');
}

/** Digits that are no code: dates, times, addresses, versions, decimals, and ratios. */
const ORDINARY =
  /\b20\d\d-[01]\d-[0-3]\d\b|\b(?:[01]?\d|2[0-3]):[0-5]\d\b(?!:?\d)|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|\bv\d{1,3}(?:\.\d{1,3}){1,3}\b|(?<![\d.])\d{1,4}\.\d{1,2}(?![\d.])|(?<![\d/])\d{1,3}\/\d{1,3}(?![\d/])/g;

const NUMBER_WORDS: Readonly<Record<string, string>> = {
  ...{ zero: '0', one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7' },
  ...{ eight: '8', nine: '9', null: '0', eins: '1', zwei: '2', drei: '3', vier: '4' },
  ...{ fuenf: '5', funf: '5', sechs: '6', sieben: '7', acht: '8', neun: '9' },
};

const NUMBER_WORD = new RegExp(`\\b(?:${Object.keys(NUMBER_WORDS).join('|')})\\b`, 'g');

/** Letters that look like a Latin one, and have no accent that normalisation would remove. */
const LOOKALIKES: Readonly<Record<string, string>> = { ø: 'o', ω: 'o', θ: 'o', φ: 'o' };

/** Returns the text for matching: of the same length, without case and accents, and with numbers in digits. */
function toSkeleton(text: string): string {
  return text
    .replaceAll(/[^\n -~]/g, baseLetter)
    .replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replaceAll(NUMBER_WORD, (word) => (NUMBER_WORDS[word] ?? '').padEnd(word.length))
    .replaceAll(ORDINARY, (ordinary) => 'x'.repeat(ordinary.length));
}

function baseLetter(character: string): string {
  const [base = '?'] = character.normalize('NFKD').toLowerCase();
  return LOOKALIKES[base] ?? base;
}

/** Replaces every line that only the relay may send, or that could be read as one, by a visible marker. */
export function leaveOutRelayWords(text: string): string {
  const skeleton = toSkeleton(text);
  const spans = [
    ...FORBIDDEN.flatMap((pattern) => [...skeleton.matchAll(pattern)]),
    ...text.matchAll(FORBIDDEN_CAPITALS),
  ];
  const lines = text.split('\n');
  const left = new Set([
    ...skeleton
      .split('\n')
      .flatMap((line, at) => (CODE_REQUEST_PARTS.every((part) => part.test(line)) ? [at] : [])),
    ...spans.flatMap(({ index, 0: found }) => {
      const first = countLines(text.slice(0, index));
      const count = countLines(found.trimEnd()) + 1;
      return Array.from({ length: count }, (_, at) => first + at);
    }),
  ]);
  return lines
    .map((line, at) => (left.has(at) ? LEFT_OUT : line))
    .filter((line, at, all) => line !== LEFT_OUT || all[at - 1] !== LEFT_OUT)
    .join('\n');
}

const countLines = (text: string): number => text.split('\n').length - 1;
