const LEFT_OUT = '[line left out]';

const ASKS = '(?:text|reply|send|say|write|type|answer|enter|respond|antworte|schreibe?|sende?)';
const CARRIER = 'STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT|START|YES|UNSTOP|HELP|INFO';

/** Between the letters of one word, and between the digits of one code. */
const GAP = '[^a-z0-9]{0,3}';

/** `OK` in any spelling; `K8s` after a zero is none. */
const OK = `(?<![a-z0-9])(?:[o0]|\\(\\))${GAP}(?:k|\\|<)(?!8s)(?:${GAP}[aei]){0,2}(?:${GAP}y)?(?![a-z])`;

/** Four to eight digits, in groups of any size or each by itself. */
const CODE = '(?<!\\d)(?:\\d(?:[ ._-]{0,3}\\d){3,7}(?!\\d)|\\d(?:[^a-z0-9]{1,8}\\d(?!\\d)){3,7})';

/** Right behind an OK, letters that look like digits are some. */
const NEARLY_CODE = '(?=(?:[oilszbg]{0,4}\\d){3})[0-9oilszbg]{4,8}(?![a-z0-9])';

/** As somebody is told to do something, and not as it is told what something does. */
const TOLD = `(?:^|[.,;:!?("'-] {0,3}|\\b(?:please|to|and|or|you|just|simply|then|now|must|bitte) +)`;

/** What only the relay may say: asks for a code, or for nobody's sake for a word of the carrier. */
const NOT_ITS_TO_SAY: readonly RegExp[] = [
  new RegExp(`${OK}[^\\n]{0,40}?${CODE}|${OK}[^a-z0-9]{0,8}(?:${CODE}|${NEARLY_CODE})`, 'g'),
  new RegExp(`${CODE}[^\\n]{0,40}?${OK}`, 'g'),
  new RegExp(
    `\\b${ASKS}\\b[^.!?\\n]{0,30}?(?<!\\b(?:error|exit|http|return|status) )\\b(?:codes?|pin|otp|\\d digits)\\b`,
    'g',
  ),
  new RegExp(`${TOLD}(?:text|reply|respond|enter|antworte)\\b[^.!?\\n]{0,20}?${CODE}`, 'gm'),
  /\bnothing (?:was|is|has been|will be|got) done\b|\bno to drop\b|\byour \d digits\b/g,
  new RegExp(
    `${TOLD}(?:text|reply|send|respond|antworte)(?: +(?:back|with|only|just|the|word|me|us|a|mit)){0,4}[\\s"'_>:-]{1,5}(?:no|yes|ok|okay|nein|ja)\\b(?! +(?!to\\b)[a-z])`,
    'gm',
  ),
  new RegExp(
    `\\b(?:text|reply|send)(?: +(?:back|with|only|just|the|word|me|us|a)){0,4}[\\s"'_>:-]{1,5}(?:${spaced(CARRIER.toLowerCase())})\\b(?! +\\w)`,
    'g',
  ),
];

/** What makes a line one that asks for a code, however far apart. */
const ASKS_FOR_CODE = [`\\b${ASKS}\\b`, OK, CODE].map((part) => new RegExp(part));

/** These are told from ordinary words by their capitals. */
const NOT_ITS_TO_SHOUT = new RegExp(
  `\\b${inAnyCase(ASKS)}\\b[^.!?]{0,30}?(?:${CARRIER})(?![a-zA-Z])`,
  'g',
);

/** A part of a pattern in letters of either case; the engine's own `(?i:...)` was seen to forget it after a while. */
function inAnyCase(pattern: string): string {
  return pattern.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** Words with anything between their letters. */
function spaced(words: string): string {
  return words.replaceAll(/(?<=[a-z])(?=[a-z])/g, '[^a-z0-9|]{0,2}');
}

/** What has many digits and is no code: dates, times, addresses, versions, decimals, and so many of so many. */
const ORDINARY =
  /\b20\d\d-[01]\d-[0-3]\d\b|\b(?:[01]?\d|2[0-3]):[0-5]\d\b(?!:?\d)|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|\bv\d{1,3}(?:\.\d{1,3}){1,3}\b|(?<![\d.])\d{1,4}\.\d{1,2}(?![\d.])|(?<![\d/])\d{1,3}\/\d{1,3}(?![\d/])/g;

const NUMBER_WORDS: Readonly<Record<string, string>> = {
  ...{ zero: '0', one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7' },
  ...{ eight: '8', nine: '9', null: '0', eins: '1', zwei: '2', drei: '3', vier: '4' },
  ...{ fuenf: '5', funf: '5', sechs: '6', sieben: '7', acht: '8', neun: '9' },
};

const NUMBER_WORD = new RegExp(`\\b(?:${Object.keys(NUMBER_WORDS).join('|')})\\b`, 'g');

/** Letters that only look like one of ours, and have no accent to take off. */
const LOOKALIKES: Readonly<Record<string, string>> = { ø: 'o', ω: 'o', θ: 'o', φ: 'o' };

/** The text as it is looked at: as long as it was, without case and accents, and numbers in digits. */
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

/** Leaves out every line that only the relay may say, or that could be read as one; that it went is said. */
export function leaveOutRelayWords(text: string): string {
  const skeleton = toSkeleton(text);
  const spans = [
    ...NOT_ITS_TO_SAY.flatMap((pattern) => [...skeleton.matchAll(pattern)]),
    ...text.matchAll(NOT_ITS_TO_SHOUT),
  ];
  const lines = text.split('\n');
  const left = new Set([
    ...skeleton
      .split('\n')
      .flatMap((line, at) => (ASKS_FOR_CODE.every((part) => part.test(line)) ? [at] : [])),
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
