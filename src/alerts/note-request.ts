import type { AlertStore } from './alert-store.ts';
import { createDependencies } from './dependencies.ts';
import { areaOf } from './dependency-graph.ts';
import { loadGraph } from './load-graph.ts';
import { addChanges, CHANGES_MEMO, loadChanges, type RecentChange } from './recent-changes.ts';
import { toSafeWords } from './safe-words.ts';
import { shortenName } from './shorten-name.ts';

/** A change that a person confirmed, at the moment it is sent. */
export interface ConfirmedRequest {
  /** The id of its execution. */
  readonly run: string;
  readonly at: number;
  /** The name of the operation. */
  readonly operation: string;
  readonly verb: string;
  readonly input: Readonly<Record<string, string>>;
  /** The person, in words. */
  readonly by: string;
}

type Store = Pick<AlertStore, 'memo' | 'save'>;

/** Notes a change that was sent through the relay, if its target is a known thing. */
export async function noteRequest(store: Store, request: ConfirmedRequest): Promise<void> {
  const { run, at, operation, verb, input, by } = request;
  const graph = await loadGraph(store);
  const { id = '' } = input;
  const area = operation.split('_', 1)[0] ?? operation;
  const place = graph.things.find(({ subject }) => isTarget(subject, area, id))?.subject;
  if (place === undefined) return;
  const name = shortenName(toSafeWords(createDependencies(graph, at).nameOf(place)));
  const change: RecentChange = {
    ...{ id: run, at, name, place, words: `${NOUNS[verb] ?? verb} of ${name} by ${by}` },
    request: { operation, input, label: `${verb} ${name}`, isDone: false },
  };
  await save(store, addChanges(await loadChanges(store), [change], at));
}

/** Notes the end of a change: one that was not done at all is no change. */
export async function noteRequestEnd(
  store: Store,
  { run, isDone }: { readonly run: string; readonly isDone: boolean },
): Promise<void> {
  const changes = await loadChanges(store);
  if (!changes.some(({ id }) => id === run)) return;
  const ended = changes.flatMap((change) => {
    if (change.id !== run || !change.request) return [change];
    return isDone ? [{ ...change, request: { ...change.request, isDone } }] : [];
  });
  await save(store, ended);
}

const save = (store: Store, changes: readonly RecentChange[]): Promise<void> =>
  store.save({ memos: new Map([[CHANGES_MEMO, changes]]) });

/** Operations name their target as its subject does: `proxmox_reboot` of 104 is that of `proxmox/guest/104`. */
function isTarget(subject: string, area: string, id: string): boolean {
  const [, , ...path] = subject.split('/');
  return id !== '' && areaOf(subject) === area && path.join('/') === id;
}

/** The nouns of verbs that are none themselves. */
const NOUNS: Readonly<Record<string, string>> = {
  ...{ stop: 'power-off', delete: 'deletion', scale: 'scaling', cycle: 'power cycle' },
};
