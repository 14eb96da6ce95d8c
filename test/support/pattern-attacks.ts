/** A part of a regular expression, as far as it matters for what takes long to match. */
type Part =
  | { readonly kind: 'character'; readonly samples: readonly string[] }
  | { readonly kind: 'sequence'; readonly parts: readonly Part[] }
  | { readonly kind: 'choice'; readonly options: readonly Part[] }
  | { readonly kind: 'repeat'; readonly body: Part; readonly min: number; readonly max: number }
  | { readonly kind: 'look'; readonly body: Part };

const CANDIDATES = Array.from(
  'a \n1A-_"\'\\.:/+=[{(<*#`|@?!,;&%$~)]}>^\t\rxekornz09Z\u0001\u001b\u0007é—\u200d\ufe0f\u0301😀✓❌⚠•',
);

const MAX_SAMPLES = 7;

const SIGNS: Readonly<Record<string, readonly [min: number, max: number]>> = {
  '*': [0, Infinity],
  '+': [1, Infinity],
  '?': [0, 1],
};

/** Parses a regular expression into its parts. */
function parsePattern({ source, flags }: RegExp): Part {
  const unicode = flags.replaceAll(/[gym]/g, '');
  let at = 0;

  function choice(): Part {
    const options = [sequence()];
    while (source[at] === '|') {
      at += 1;
      options.push(sequence());
    }
    return options.length === 1 && options[0] ? options[0] : { kind: 'choice', options };
  }

  function sequence(): Part {
    const parts: Part[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(repeated());
    return { kind: 'sequence', parts };
  }

  function repeated(): Part {
    const body = atom();
    const [all, sign, least, comma, most] =
      /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(source.slice(at)) ?? [];
    if (all === undefined) return body;
    at += all.length;
    const [min, max] =
      sign === undefined ? [Number(least), comma ? most || Infinity : least] : (SIGNS[sign] ?? []);
    return { kind: 'repeat', body, min: Number(min), max: Number(max) };
  }

  function atom(): Part {
    if (source[at] === '(') return group();
    const [text = ''] =
      /^(?:\[(?:\\[\s\S]|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\k<\w+>|\\[\s\S]|[\s\S])/u.exec(
        source.slice(at),
      ) ?? [];
    at += text.length;
    if (/^(?:\^|\$|\\[bB]|\\k.*|\\[1-9])$/.test(text)) return { kind: 'sequence', parts: [] };
    return { kind: 'character', samples: samplesOf(text) };
  }

  function group(): Part {
    const [opening = ''] = /^\((?:\?(?:[:=!]|<[=!]|<\w+>|[a-z-]+:))?/.exec(source.slice(at)) ?? [];
    at += opening.length;
    const body = choice();
    at += 1;
    return /[=!]$/.test(opening) ? { kind: 'look', body } : body;
  }

  function samplesOf(text: string): readonly string[] {
    const whole = new RegExp(`^(?:${text})$`, unicode);
    const own =
      text.length === 1
        ? [text]
        : text
            .split('')
            .filter((it) => whole.test(it))
            .slice(0, 3);
    const all = [...own, ...CANDIDATES.filter((it) => whole.test(it))];
    return [...new Set(all)].slice(0, MAX_SAMPLES);
  }

  return choice();
}

/** Returns a short text that a part matches. */
function shortest(part: Part): string {
  switch (part.kind) {
    case 'character':
      return part.samples[0] ?? '';
    case 'sequence':
      return part.parts.map(shortest).join('');
    case 'choice':
      return part.options.map(shortest).find((it) => it !== '') ?? '';
    case 'repeat':
      return shortest(part.body).repeat(part.min);
    case 'look':
      return '';
    default:
      return part satisfies never;
  }
}

function charactersOf(part: Part): readonly string[] {
  switch (part.kind) {
    case 'character':
      return part.samples;
    case 'sequence':
      return part.parts.flatMap(charactersOf);
    case 'choice':
      return part.options.flatMap(charactersOf);
    case 'repeat':
    case 'look':
      return charactersOf(part.body);
    default:
      return part satisfies never;
  }
}

/** What to repeat behind what, so that a part that repeats has much to do. */
interface Pump {
  readonly before: string;
  readonly unit: string;
}

function pumpsOf(part: Part, before: string): readonly Pump[] {
  switch (part.kind) {
    case 'character':
      return [];
    case 'sequence': {
      let passed = before;
      return part.parts.flatMap((inner) => {
        const pumps = pumpsOf(inner, passed);
        passed += shortest(inner);
        return pumps;
      });
    }
    case 'choice':
      return part.options.flatMap((option) => pumpsOf(option, before));
    case 'look':
      return pumpsOf(part.body, before);
    case 'repeat': {
      const inner = pumpsOf(part.body, before);
      if (part.max < 2) return inner;
      const units = [shortest(part.body), ...charactersOf(part.body).slice(0, 2 * MAX_SAMPLES)];
      return [...units.map((unit) => ({ before, unit })), ...inner];
    }
    default:
      return part satisfies never;
  }
}

/** What makes a text of any length that a pattern may take long to match. */
export interface Attack {
  readonly name: string;
  readonly text: (length: number) => string;
}

const ENDS = ['', '\u0001', '\n'];
const MAX_ATTACKS = 240;

/** Returns texts made of what a pattern repeats, behind what it wants first, and in front of what it rejects. */
export function attacksOn(pattern: RegExp): readonly Attack[] {
  const part = parsePattern(pattern);
  const pumps = pumpsOf(part, '');
  const characters = [...new Set(charactersOf(part))].slice(0, 10);
  const shapes: readonly (readonly [before: string, unit: string])[] = [
    ...pumps.flatMap(({ before, unit }): (readonly [string, string])[] => [
      [before, unit],
      ['', unit],
      ['', before + unit],
      ['', before],
    ]),
    ['', shortest(part)],
    ...characters.map((it): readonly [string, string] => ['', it]),
    ...characters.flatMap((a) => characters.map((b): readonly [string, string] => ['', a + b])),
  ];
  const distinct = new Map(
    shapes
      .filter(([, unit]) => unit !== '')
      .flatMap(([before, unit]) =>
        ENDS.map((end): readonly [string, Attack] => {
          const name = JSON.stringify([before, unit, end]);
          const text = (length: number): string =>
            before + unit.repeat(Math.ceil(length / unit.length)) + end;
          return [name, { name, text }];
        }),
      ),
  );
  return [...distinct.values()].slice(0, MAX_ATTACKS);
}
