import type { AlertStore } from './alert-store.ts';
import { DependencyGraph, EMPTY_GRAPH, GRAPH_MEMO } from './dependency-graph.ts';

/** Returns the stored graph; one that cannot be read is learned again. */
export async function loadGraph(store: Pick<AlertStore, 'memo'>): Promise<DependencyGraph> {
  return DependencyGraph.safeParse(await store.memo(GRAPH_MEMO)).data ?? EMPTY_GRAPH;
}
