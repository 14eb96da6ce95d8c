import type { Failure } from '../../../../core/failure.ts';
import type { Form } from './fill-arguments.ts';
import type { UnknownArgument } from './unknown-argument.ts';

export type Args = Readonly<Record<string, unknown>>;

/** One thing by everything that a tool may want to hear for it. */
export interface Names {
  /** The likeliest first. */
  readonly all: readonly string[];
  readonly id?: string | undefined;
}

export interface Learned {
  readonly names: readonly Names[];
  /** There are more of them than are asked about. */
  readonly isCut: boolean;
  /** The failure of the server when it was asked for them. */
  readonly noAnswer?: Failure | undefined;
}

const MAX_CALLS = 10;
/** By how many of its names a thing is asked for. */
const MAX_NAMES = 4;

/** Every way to call a tool that is needed for all of a list. */
export interface Calls {
  /** Which of the names of things are in them. */
  readonly variant: number;
  readonly calls: readonly Args[];
  /** There are more of them than anybody waits for. */
  readonly isCut: boolean;
}

type Knowledge = ReadonlyMap<UnknownArgument, Learned>;

/** Names the things that a tool wants to be told of, each set of calls by another of their names. */
export function callsFor(form: Form, known: Knowledge): readonly Calls[] {
  const lengths = form.open.flatMap(
    ([, unknown]) => known.get(unknown)?.names.map(({ all }) => all.length) ?? [],
  );
  const most = Math.min(MAX_NAMES, Math.max(1, ...lengths));
  const isCut = [...known.values()].some((it) => it.isCut);
  return Array.from({ length: most }, (_, variant) => {
    const calls = callsBy(variant, form, known);
    const isMore = isCut || calls.length > MAX_CALLS;
    return { variant, calls: calls.slice(0, MAX_CALLS), isCut: isMore };
  }).filter(({ calls }) => calls.length > 0);
}

/** Everything that a tool wants to be told first. */
export async function learnAll(
  { open }: Form,
  learn: (unknown: UnknownArgument) => Promise<Learned>,
): Promise<Knowledge> {
  const known = new Map<UnknownArgument, Learned>();
  for (const [, unknown] of open) known.set(unknown, await learn(unknown));
  return known;
}

/** Once for each node, where a tool wants a node. */
function callsBy(variant: number, { fixed, open, each }: Form, known: Knowledge): readonly Args[] {
  let calls: readonly Args[] = [fixed];
  for (const [argument, values] of each) {
    calls = calls.flatMap((call) => values.map((value) => ({ ...call, [argument]: value })));
  }
  for (const [argument, unknown] of open) {
    const things = known.get(unknown)?.names ?? [];
    calls = calls.slice(0, MAX_CALLS + 1).flatMap((call) =>
      things.flatMap((names) => {
        const inOrder = orderFor(argument, names);
        const name = inOrder[Math.min(variant, inOrder.length - 1)];
        return name === undefined ? [] : [{ ...call, [argument]: name }];
      }),
    );
  }
  return calls;
}

const ASKS_ID = /(?:[a-z]I[dD]|_id|_?uuid)$/;

/** An argument that ends in `id` wants that first, whatever a thing is usually called by. */
const orderFor = (argument: string, { all, id }: Names): readonly string[] =>
  id === undefined || !ASKS_ID.test(argument) ? all : [id, ...all.filter((it) => it !== id)];

/** The node, the namespace or the kind that was asked about is that of everything in the answer. */
export const namedBy = ({ open, each }: Form, args: Args): Record<string, unknown> =>
  Object.fromEntries([
    ...each.map(([argument]) => [argument, args[argument]] as const),
    ...open.flatMap(([argument, unknown]) =>
      args[argument] === '' ? [] : [[unknown, args[argument]] as const],
    ),
  ]);
