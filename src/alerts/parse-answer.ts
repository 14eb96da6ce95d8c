import { isCode } from './codes.ts';
import { type HoldText, parseMaintenance, parseOnCall, parseQuiet } from './parse-hold.ts';
import { parseSpan, type Span } from './parse-span.ts';

/** An action on an incident that a person can ask for. */
export type AlertVerb =
  | 'ack'
  | 'snooze'
  | 'close'
  | 'note'
  | 'details'
  | 'who'
  | 'why'
  | 'pass'
  | 'unack'
  | 'cut'
  | 'fix';

export interface AlertRequest {
  readonly verb: AlertVerb;
  /** Snooze only. */
  readonly span?: Span | undefined;
  /** The words of a note, or the name of whom it is passed to. */
  readonly words?: string | undefined;
  /** The number of the alert to take out, as the list shows it. */
  readonly number?: number | undefined;
}

/** A text as an answer to alerts. */
export type AlertAnswer =
  /** `verb` is missing when the text is the code alone. */
  | { readonly is: 'code'; readonly code: string; readonly request?: AlertRequest | undefined }
  /** It begins with a code, but asks for nothing that exists. */
  | { readonly is: 'unclear'; readonly code: string }
  | { readonly is: 'all'; readonly request: AlertRequest }
  /** `ack` without a code: it counts when exactly one incident can be meant. */
  | { readonly is: 'ack' }
  /** Asks whether it is quiet. */
  | { readonly is: 'quiet' }
  | HoldText
  /** Asks for the report now, or for one every day. */
  | { readonly is: 'report'; readonly at?: string }
  /** Asks for the texts that the worst storm of late would have brought. */
  | { readonly is: 'drill' }
  /** Asks for the way from a thing to what it depends on, if there is such a thing. */
  | { readonly is: 'why'; readonly name: string };

const SPELLINGS: Readonly<Record<AlertVerb, string>> = {
  ack: 'a ack acked ok okay take mine acknowledge as',
  snooze: 's snooze later remind',
  close: 'c close mute muted closed',
  note: 'n note',
  details: 'd details detail info list look',
  who: 'w who',
  why: 'why',
  pass: 'e pass',
  unack: 'u unack un-ack',
  cut: 'cut',
  fix: 'fix',
};

const ALERT_VERBS = [
  ...([
    'ack',
    'snooze',
    'close',
    'note',
    'details',
    'who',
    'why',
    'pass',
    'unack',
    'cut',
    'fix',
  ] as const),
];

const VERBS: ReadonlyMap<string, AlertVerb> = new Map(
  ALERT_VERBS.flatMap((verb) => SPELLINGS[verb].split(' ').map((word) => [word, verb] as const)),
);

/** Words that answer, but with a question mark or after `all` ask how things are. */
const QUESTION = new Set(['ok', 'okay']);

const MAX_LENGTH = 200;
/** Parses `K7 A`, `k7a`, `ack k7`, `K7 snooze 2 hours`, `K7 17:30`, `all a`, `ack` and `quiet 2h`; `undefined` for anything else. */
export function parseAnswer(text: string): AlertAnswer | undefined {
  const original = plain(text.slice(0, MAX_LENGTH));
  const words = original
    .toLowerCase()
    .replace(/^on call\b/, 'oncall')
    .split(' ');
  // `K7 ok?` asks, where `K7 ok` answers.
  if (text.trimEnd().endsWith('?') && QUESTION.has(words.at(-1) ?? '')) {
    return words.length > 1 ? parseAnswer(words.slice(0, -1).join(' ')) : undefined;
  }
  const [first = ''] = words;
  const general = GENERAL[first]?.(words.slice(1));
  if (general) return general;
  // `snooze all 2h`, as `all snooze 2h`; one letter alone belongs to the menu.
  const forAll = words[1] === 'all' && first.length > 2 && parseAll([first, ...words.slice(2)]);
  if (forAll) return forAll;
  if (words.length === 1 && first.startsWith('ack') && VERBS.has(first)) return { is: 'ack' };
  return codeFirst(words, original) ?? verbFirst(words);
}

/** Answers that begin with a word of their own, and are about no single incident. */
const GENERAL: Readonly<Record<string, (rest: readonly string[]) => AlertAnswer | undefined>> = {
  quiet: (words) => (words.length === 0 ? { is: 'quiet' } : parseQuiet(words)),
  maint: parseMaintenance,
  maintenance: parseMaintenance,
  oncall: parseOnCall,
  'on-call': parseOnCall,
  all: parseAll,
  why: parseWhy,
  report: parseReport,
  drill: (rest) => (rest.length === 0 ? { is: 'drill' } : undefined),
};

/** `ack K7`, `take k 7` and `ak7`. */
function verbFirst(words: readonly string[]): AlertAnswer | undefined {
  const [first = '', ...others] = words;
  const [, glued = '', short = ''] = /^([a-z])([a-z]\d)$/.exec(first) ?? [];
  const isGlued = others.length === 0;
  const [verb, code] = isGlued ? [glued, short] : [first, others.join('')];
  if (others.length > 2 || !VERBS.has(verb) || !isCode(code)) return undefined;
  return withCode(code, [verb], verb);
}

/** Spaces, quotes, closing marks and smart punctuation do not matter. */
const plain = (text: string): string =>
  trimMarks(
    text
      .normalize('NFKC')
      .replaceAll(/[\u2018\u2019\u201C\u201D"'`]/g, '')
      .replaceAll(/[,;\s]|:(?!\d)/g, ' '),
  )
    .split(' ')
    .filter(Boolean)
    .join(' ');

const MARKS = new Set(' .:!?()[]');

/** A loop, since a pattern would take quadratic time on a run of marks in the middle of a text. */
function trimMarks(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && MARKS.has(text.charAt(from))) from += 1;
  while (to > from && MARKS.has(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

/** `k7`, `k7a`, `k7 a`, `k 7 a`, `k7ack 2h`. */
function codeFirst(words: readonly string[], original: string): AlertAnswer | undefined {
  const [first = '', second = '', ...others] = words;
  if (isCode(first)) return withCode(first, words.slice(1), restOf(original, 1));
  if (second !== '' && first.length === 1 && isCode(first + second) && others.length > 0) {
    return withCode(first + second, others, restOf(original, 2));
  }
  const [, code = '', glued = ''] = /^([a-z]{1,2}\d)([a-z]{1,9})$/.exec(first) ?? [];
  if (isCode(code) && VERBS.has(glued)) {
    return withCode(code, [glued, ...words.slice(1)], `${glued} ${restOf(original, 1)}`.trim());
  }
  return undefined;
}

const restOf = (original: string, words: number): string =>
  original.split(' ').slice(words).join(' ');

function withCode(code: string, words: readonly string[], original: string): AlertAnswer {
  const named = { code: code.toUpperCase() };
  if (words.length === 0) return { is: 'code', ...named };
  const request = parseRequest(words, original);
  return request ? { is: 'code', ...named, request } : { is: 'unclear', ...named };
}

function parseRequest(words: readonly string[], original: string): AlertRequest | undefined {
  const [first = '', ...rest] = words;
  const verb = VERBS.get(first);
  if (verb === undefined) return snoozeFor(words);
  const said = original.split(' ').slice(1).join(' ');
  if (verb === 'note') return said === '' ? undefined : { verb, words: said };
  if (verb === 'pass') return passTo(rest);
  if (verb === 'cut') return cutOut(rest);
  if (rest.length === 0 || rest.every((word) => POLITE.has(word))) return { verb };
  return verb === 'snooze' || verb === 'ack' ? snoozeFor(rest) : undefined;
}

/** `K7 a please` is as clear as `K7 a`; other words may mean something else. */
const POLITE = new Set('please pls thanks thx it this now'.split(' '));

function snoozeFor(words: readonly string[]): AlertRequest | undefined {
  const span = parseSpan(words.filter((word) => word !== 'for' && word !== 'until'));
  return span && { verb: 'snooze', span };
}

function passTo(words: readonly string[]): AlertRequest | undefined {
  const [name, ...others] = words.filter((word) => word !== 'to' && word !== 'on');
  return others.length > 0 ? undefined : { verb: 'pass', words: name };
}

/** `report`, `report 8:00`, `report at 8` and `report off`. */
function parseReport(words: readonly string[]): AlertAnswer | undefined {
  const [time = '', ...others] = words.filter((word) => word !== 'at' && word !== 'daily');
  if (words.length === 0) return { is: 'report' };
  if (others.length > 0) return undefined;
  if (time === 'off') return { is: 'report', at: 'off' };
  const [, hour = '', minute = '00'] = /^(\d{1,2})(?:[:.](\d\d))?$/.exec(time) ?? [];
  const isTime = hour !== '' && Number(hour) < 24 && Number(minute) < 60;
  return isTime ? { is: 'report', at: `${Number(hour)}:${minute}` } : undefined;
}

function cutOut([number = '', ...others]: readonly string[]): AlertRequest | undefined {
  const isNumber = /^[1-9]\d{0,2}$/.test(number) && others.length === 0;
  return isNumber ? { verb: 'cut', number: Number(number) } : undefined;
}

function parseAll(words: readonly string[]): AlertAnswer | undefined {
  if (words.length === 0 || QUESTION.has(words[0] ?? '')) return undefined;
  const request = parseRequest(words, words.join(' '));
  const isForAll =
    request?.verb === 'ack' || request?.verb === 'snooze' || request?.verb === 'close';
  return isForAll ? { is: 'all', request } : undefined;
}

/** `why plex`; `why k7` is about an incident. */
function parseWhy(words: readonly string[]): AlertAnswer | undefined {
  if (words.length === 0 || isCode(words.join(''))) return undefined;
  return { is: 'why', name: words.join(' ') };
}
