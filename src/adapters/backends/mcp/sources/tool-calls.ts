import type { Form, UnknownArgument } from './fill-arguments.ts';
import type { Learned } from './learned-names.ts';

export type Args = Readonly<Record<string, unknown>>;

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
    ([, unknown]) => known.get(unknown)?.names.map((names) => names.length) ?? [],
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
function callsBy(variant: number, { fixed, open }: Form, known: Knowledge): readonly Args[] {
  let calls: readonly Args[] = [fixed];
  for (const [argument, unknown] of open) {
    const things = known.get(unknown)?.names ?? [];
    calls = calls.slice(0, MAX_CALLS + 1).flatMap((call) =>
      things.flatMap((names) => {
        const name = names[Math.min(variant, names.length - 1)];
        return name === undefined ? [] : [{ ...call, [argument]: name }];
      }),
    );
  }
  return calls;
}

/** The node or namespace that was asked about is that of everything in the answer. */
export const namedBy = ({ open }: Form, args: Args): Record<string, unknown> =>
  Object.fromEntries(open.map(([argument, unknown]) => [unknown, args[argument]]));
