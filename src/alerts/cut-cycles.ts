import type { Dependency } from './dependency-graph.ts';

/** After so many rounds a cycle is cut wherever it is found, and at once where there are more dependencies than a home has. */
const MAX_ROUNDS = 8;
const MAX_WEIGHED = 20_000;

/** Leaves out dependencies until none leads back to where it came from: of each cycle the weakest one, or the oldest. */
export function cutCycles(dependencies: readonly Dependency[]): readonly Dependency[] {
  let left = dependencies;
  const rounds = dependencies.length > MAX_WEIGHED ? 1 : MAX_ROUNDS;
  for (let round = 1; ; round += 1) {
    const cut = findCuts(left, round < rounds ? weakestOf : lastOf);
    if (cut.size === 0) return left;
    left = left.filter((one) => !cut.has(one));
  }
}

/** Chooses from the cycle that the last dependency closes, which begins at that position of the path. */
type Choose = (path: readonly Dependency[], from: number, last: Dependency) => Dependency;

const weakestOf: Choose = (path, from, last) =>
  path
    .slice(from)
    .toSorted(weakerFirst)
    .find((one) => weakerFirst(one, last) < 0) ?? last;
const lastOf: Choose = (_path, _from, last) => last;

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
    const chosen = known === undefined ? undefined : choose(path, known, edge);
    if (chosen) cut.add(chosen);
    if (chosen || done.has(edge.parent)) continue;
    positions.set(edge.parent, open.length);
    path.push(edge);
    open.push({ at: edge.parent, edges: [...(above.get(edge.parent) ?? [])] });
  }
}
