import type { Dependency } from './dependency-graph.ts';

/** After so many rounds a cycle is cut wherever it is found. */
const MAX_ROUNDS = 8;

/** Leaves out dependencies until none leads back to where it came from: of each cycle the weakest one, or the oldest. */
export function cutCycles(dependencies: readonly Dependency[]): readonly Dependency[] {
  let left = dependencies;
  for (let round = 1; ; round += 1) {
    const cut = findCuts(left, round < MAX_ROUNDS ? weakestOf : lastOf);
    if (cut.size === 0) return left;
    left = left.filter((one) => !cut.has(one));
  }
}

type Choose = (cycle: readonly Dependency[]) => Dependency | undefined;

const weakestOf: Choose = (cycle) => cycle.toSorted(weakerFirst)[0];
const lastOf: Choose = (cycle) => cycle.at(-1);

const weakerFirst = (a: Dependency, b: Dependency): number =>
  a.confidence - b.confidence || a.seenAt - b.seenAt;

/**
 * Returns a dependency of each cycle that one walk over all of them meets. Without recursion: a chain may be as long as a
 * hostile source likes.
 */
function findCuts(dependencies: readonly Dependency[], choose: Choose): ReadonlySet<Dependency> {
  const above = Map.groupBy(dependencies, ({ child }) => child);
  const done = new Set<string>();
  const cut = new Set<Dependency>();
  for (const start of above.keys())
    if (!done.has(start)) walkFrom(start, { above, done, cut, choose });
  return cut;
}

interface Walk {
  readonly above: ReadonlyMap<string, readonly Dependency[]>;
  readonly done: Set<string>;
  readonly cut: Set<Dependency>;
  readonly choose: Choose;
}

function walkFrom(start: string, { above, done, cut, choose }: Walk): void {
  const path: Dependency[] = [];
  const positions = new Map<string, number>([[start, 0]]);
  const open = [{ at: start, edges: [...(above.get(start) ?? [])] }];
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const edge = top.edges.pop();
    if (!edge) {
      done.add(top.at);
      positions.delete(top.at);
      open.pop();
      path.pop();
      continue;
    }
    const known = positions.get(edge.parent);
    const chosen = known === undefined ? undefined : choose([...path.slice(known), edge]);
    if (chosen) cut.add(chosen);
    if (chosen || done.has(edge.parent)) continue;
    positions.set(edge.parent, open.length);
    path.push(edge);
    open.push({ at: edge.parent, edges: [...(above.get(edge.parent) ?? [])] });
  }
}
