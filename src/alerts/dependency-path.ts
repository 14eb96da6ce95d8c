import type { Dependencies } from './dependencies.ts';
import type { Dependency } from './dependency-graph.ts';

/** One step of the way from a thing to what it depends on. */
export interface PathStep {
  /** The things of this step; of several one must work. */
  readonly subjects: readonly string[];
  readonly names: readonly string[];
  /** From 0 to 1. */
  readonly confidence: number;
  readonly seenAt: number;
  /** True where a source says so; false for the same machine in another area. */
  readonly isListed: boolean;
}

const MAX_STEPS = 16;

/** Returns the way up from a thing, step by step; where it leads to several things, it ends with them. */
export function pathAbove(dependencies: Dependencies, subject: string): readonly PathStep[] {
  const steps: PathStep[] = [];
  let here: string | undefined = subject;
  while (here !== undefined && steps.length < MAX_STEPS) {
    const edges = nextEdges(dependencies, here);
    if (edges.length === 0) break;
    const subjects = edges.map(({ parent }) => parent);
    steps.push({
      ...{ subjects, names: subjects.map(dependencies.nameOf) },
      confidence: Math.min(...edges.map(({ confidence }) => confidence)),
      seenAt: Math.min(...edges.map(({ seenAt }) => seenAt)),
      isListed: edges.every(({ kind }) => kind === 'listed'),
    });
    here = subjects.length === 1 ? subjects[0] : undefined;
  }
  // The same machine in the network says nothing more where the way ends with it.
  const last = steps.at(-1);
  return last?.isListed === false ? steps.slice(0, -1) : steps;
}

/** The same machine further down leads to the network; what its own source lists comes first. */
function nextEdges({ parentsOf }: Dependencies, subject: string): readonly Dependency[] {
  const groups = parentsOf(subject);
  return groups.find(([edge]) => edge?.kind === 'listed') ?? groups[0] ?? [];
}

/** `plex > pve2 > sw-attic > gw`; a machine that two areas know is named once. */
export function wordPath(name: string, steps: readonly PathStep[]): string {
  const names = [name, ...steps.map(({ names: all }) => all.join('+'))];
  return names.filter((one, at) => one !== names[at - 1]).join(' > ');
}
