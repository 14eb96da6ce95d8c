import fc from 'fast-check';
import type { AreaName } from '../../src/config/areas.ts';
import { failing, inJson, structured, text, type UnknownTool } from './unknown-server.ts';
import type { Unit, World } from './world.ts';

/** A server made by chance, and how things really are behind it. */
export interface Generated {
  readonly area: AreaName;
  readonly product: string;
  readonly tools: readonly UnknownTool[];
  readonly world: World;
  /** What a person could be told, each with the screen that says it. */
  readonly told: readonly Told[];
}

interface Told {
  readonly screen: string;
  readonly words: RegExp;
}

type Thing = Readonly<Record<string, unknown>> & { readonly name: string };

/** One kind of thing that an area has. */
export interface Kind {
  readonly nouns: readonly string[];
  readonly units: (things: readonly Thing[]) => World['counts'];
  readonly make: (name: string, index: number) => Thing;
  readonly isTrouble: (thing: Thing) => boolean;
  /** Where they are counted, and in which words. */
  readonly head: readonly [screen: string, words: string];
}

/** How the tool of a kind behaves. */
const MANNERS = [
  'whole',
  'whole',
  'pages by offset',
  'pages by cursor',
  'only the first',
  'fails',
  'fails softly',
  'answers something else',
  'is missing',
] as const;
type Manner = (typeof MANNERS)[number];

/** Words that make a list one of something narrower. */
const QUALIFIERS = [
  ...['pending', 'blocked', 'known', 'archived', 'acknowledged', 'offline', 'crashloop'],
  ...['privileged', 'historical', 'quarantined', 'orphaned', 'expired', 'dismissed', 'stale'],
  ...['retired', 'unassigned', 'deleted', 'suspended', 'imported', 'top'],
];

const CHANGING_VERBS = ['delete', 'restart', 'purge', 'stop', 'update', 'watch', 'subscribe_to'];

const VERBS = ['list', 'get', 'show', 'fetch', 'enumerate'];

const STYLES: readonly ((words: readonly string[]) => string)[] = [
  (words) => words.join('_'),
  (words) => words.join('-'),
  ([first = '', ...rest]) =>
    first + rest.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`).join(''),
];

const NAMES = fc.uniqueArray(
  fc
    .tuple(
      fc.constantFrom('amber', 'birch', 'cedar', 'delta', 'ember', 'flint', 'grove', 'heron'),
      fc.integer({ min: 10, max: 99 }),
    )
    .map(([word, number]) => `${word}${number}`),
  { minLength: 2, maxLength: 9 },
);

const PAGE = 3;

type Wrap = (things: readonly unknown[], noun: string, about: object) => ReturnType<typeof inJson>;

const WRAPS: readonly Wrap[] = [
  (things, noun, about) => inJson({ [noun]: things, ...about }),
  (things, _noun, about) => inJson({ items: things, ...about }),
  (things, noun, about) => structured({ [noun]: things, ...about }),
  (things, noun, about) => text(`Connected.\n${JSON.stringify({ [noun]: things, ...about })}`),
  (things, _noun, about) => inJson({ success: true, data: things, pagination: about }),
];

/** How a server says that a page is not all. */
const HINTS: readonly ((total: number, shown: number) => object)[] = [
  (total) => ({ total }),
  () => ({ has_more: true }),
  () => ({ truncated: true }),
  (total, shown) => ({ message: `Showing ${shown} of ${total}` }),
  () => ({ next: 'more' }),
];

interface Plan {
  readonly kind: Kind;
  readonly things: readonly Thing[];
  readonly noun: string;
  readonly manner: Manner;
  readonly name: string;
  readonly wrap: Wrap;
  readonly hint: (total: number, shown: number) => object;
}

/** Nothing of one kind has the name of something of another. */
const suffixOf = ({ nouns: [noun = ''] }: Kind): string => noun.slice(0, 2);

function planOf(kind: Kind): fc.Arbitrary<Plan> {
  return fc
    .record({
      names: NAMES,
      noun: fc.constantFrom(...kind.nouns),
      verb: fc.constantFrom(...VERBS),
      style: fc.constantFrom(...STYLES),
      manner: fc.constantFrom(...MANNERS),
      wrap: fc.constantFrom(...WRAPS),
      hint: fc.constantFrom(...HINTS),
      isEmpty: fc.boolean(),
    })
    .map(({ names, verb, style, isEmpty, ...plan }) => ({
      ...plan,
      kind,
      // Where not all is told there is always something.
      things:
        plan.manner === 'whole' && isEmpty
          ? []
          : names.map((name, at) => kind.make(`${name}${suffixOf(kind)}`, at)),
      name: style([verb, plan.noun]),
    }));
}

function toolOf({ things, noun, manner, name, wrap, hint }: Plan): readonly UnknownTool[] {
  const first = things.slice(0, PAGE);
  const about = things.length > first.length ? hint(things.length, first.length) : {};
  switch (manner) {
    case 'whole':
      return [{ name, answer: () => wrap(things, noun, {}) }];
    case 'pages by offset':
      return [
        {
          name,
          properties: { offset: { type: 'integer' }, limit: { type: 'integer', maximum: PAGE } },
          answer: ({ offset = 0 }) =>
            wrap(things.slice(Number(offset), Number(offset) + PAGE), noun, {
              total: things.length,
              offset: Number(offset),
            }),
        },
      ];
    case 'pages by cursor':
      return [
        {
          name,
          properties: { cursor: { type: 'string' } },
          answer: ({ cursor }) => {
            const start = Number(cursor ?? 0);
            const next = start + PAGE;
            const more = next < things.length ? { next_cursor: String(next) } : {};
            return wrap(things.slice(start, next), noun, more);
          },
        },
      ];
    case 'only the first':
      return [{ name, answer: () => wrap(first, noun, about) }];
    case 'fails':
      return [{ name, answer: () => failing('500 Internal Server Error') }];
    case 'fails softly':
      return [{ name, answer: () => inJson({ success: false, error: 'backend timed out' }) }];
    case 'answers something else':
      return [{ name, answer: () => inJson({ message: 'See the documentation', version: 3 }) }];
    case 'is missing':
      return [];
    default:
      return manner satisfies never;
  }
}

/** Tools that list a part, or what is no longer or not yet one of them. */
function narrowerTools(kind: Kind): fc.Arbitrary<readonly UnknownTool[]> {
  const one = fc
    .record({
      qualifier: fc.constantFrom(...QUALIFIERS),
      noun: fc.constantFrom(...kind.nouns),
      verb: fc.constantFrom(...VERBS),
      style: fc.constantFrom(...STYLES),
      wrap: fc.constantFrom(...WRAPS),
      number: fc.integer({ min: 0, max: 2 }),
    })
    .map(
      ({ qualifier, noun, verb, style, wrap, number }): UnknownTool => ({
        name: style([verb, qualifier, noun]),
        answer: () =>
          wrap(
            Array.from({ length: number }, (_, index) => kind.make(`other${index}`, index)),
            noun,
            {},
          ),
      }),
    );
  return fc.array(one, { maxLength: 2 });
}

/** Tools that change something, or open a stream. */
function changingTools(kind: Kind): fc.Arbitrary<readonly UnknownTool[]> {
  const one = fc
    .record({
      verb: fc.constantFrom(...CHANGING_VERBS),
      noun: fc.constantFrom(...kind.nouns),
      style: fc.constantFrom(...STYLES),
    })
    .map(
      ({ verb, noun, style }): UnknownTool => ({
        name: style([verb, noun]),
        isOffLimits: true,
        answer: () => inJson([]),
      }),
    );
  return fc.array(one, { maxLength: 1 });
}

const isTold = ({ manner, things }: Plan): boolean =>
  things.length > 0 && ['whole', 'pages by offset', 'pages by cursor'].includes(manner);

const toldOf = ({ kind: { head, units }, things }: Plan): Told => {
  const [screen, words] = head;
  const [number] = Object.values(units(things)).flat();
  return { screen, words: new RegExp(`\\b${number} ${words}\\b`) };
};

const mergeCounts = (all: readonly World['counts'][]): World['counts'] => {
  const merged: Partial<Record<Unit, number | readonly number[]>> = {};
  for (const counts of all) Object.assign(merged, counts);
  return merged;
};

/** A server of an area with those kinds. */
export function generatedServer(area: AreaName, kinds: readonly Kind[]): fc.Arbitrary<Generated> {
  return fc
    .record({
      plans: fc.tuple(...kinds.map(planOf)),
      narrower: fc.tuple(...kinds.map(narrowerTools)),
      changing: fc.tuple(...kinds.map(changingTools)),
    })
    .map(({ plans, narrower, changing }) => {
      const tools = [...plans.flatMap(toolOf), ...narrower.flat(), ...changing.flat()];
      const things = plans.flatMap((plan) => plan.things);
      const troubles = plans.flatMap(({ kind, things: own }) => own.filter(kind.isTrouble));
      return {
        area,
        product: `generated-${area}`,
        tools: [...new Map(tools.map((tool) => [tool.name, tool])).values()],
        world: {
          counts: mergeCounts(plans.map(({ kind, things: own }) => kind.units(own))),
          rows: things.map(({ name }) => name),
          troubles: troubles.map(({ name }) => name),
        },
        told: plans.filter(isTold).map(toldOf),
      };
    });
}
