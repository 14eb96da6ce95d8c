import fc from 'fast-check';
import type { AreaName } from '../../src/config/areas.ts';
import { CHANGING_VERBS, OTHERS, PARTS, toolName, VERBS } from './tool-names.ts';
import {
  failing,
  inJson,
  isReading,
  structured,
  text,
  type UnknownTool,
} from './unknown-server.ts';
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
  readonly others: readonly UnknownTool[];
}

/** Things of a kind, with the tools that tell of them, of a part of them, or change them. */
function planOf(kind: Kind): fc.Arbitrary<Plan> {
  return fc
    .record({
      names: NAMES,
      named: toolName(kind.nouns, VERBS),
      manner: fc.constantFrom(...MANNERS),
      wrap: fc.constantFrom(...WRAPS),
      hint: fc.constantFrom(...HINTS),
      isEmpty: fc.boolean(),
      parts: fc.array(toolName(kind.nouns, VERBS, PARTS), { maxLength: 1 }),
      gone: fc.array(toolName(kind.nouns, VERBS, OTHERS), { maxLength: 1 }),
      number: fc.integer({ min: 0, max: 2 }),
      changing: fc.array(toolName(kind.nouns, CHANGING_VERBS), { maxLength: 1 }),
    })
    .map(({ names, named, isEmpty, parts, gone, number, changing, ...plan }) => {
      const { manner, wrap } = plan;
      const make = (name: string, at: number) => kind.make(`${name}${suffixOf(kind)}`, at);
      // Where not all is told there is always something.
      const things = manner === 'whole' && isEmpty ? [] : names.map(make);
      const former = ['former0', 'former1'].slice(0, number).map(make);
      return {
        ...plan,
        ...named,
        kind,
        things,
        others: [
          ...parts.map(({ name, noun }) =>
            listing(name, () => wrap(things.slice(0, number), noun, {})),
          ),
          ...gone.map(({ name, noun }) => listing(name, () => wrap(former, noun, {}))),
          ...changing.map(({ name }) => ({
            ...listing(name, () => inJson([])),
            ...isReading,
            isOffLimits: true,
          })),
        ],
      };
    });
}

const listing = (name: string, answer: UnknownTool['answer']): UnknownTool => ({ name, answer });

/** Nothing of one kind has the name of something of another. */
const suffixOf = ({ nouns: [noun = ''] }: Kind): string => noun.slice(0, 2);

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
  return fc.tuple(...kinds.map(planOf)).map((plans) => {
    const tools = plans.flatMap((plan) => [...toolOf(plan), ...plan.others]);
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
