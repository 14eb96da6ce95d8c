import { isList } from './json.ts';
import { type RecordReader, recordReader } from './record-reader.ts';

interface Containers {
  /** As kubectl prints it: `1/2`. */
  readonly ready: string;
  /** The reason why the first of those that do not run does not. */
  readonly reason: string | undefined;
}

/** Reads how many of a pod's containers are ready, where a list of them says so of each. */
export function readContainers(facts: RecordReader): Containers | undefined {
  const list = facts.raw('containers', 'container_statuses');
  if (!isList(list)) return undefined;
  const containers = list.flatMap((it) => recordReader(it) ?? []);
  const ready = containers.map((it) => it.flag('ready', 'is_ready'));
  if (containers.length === 0 || ready.includes(undefined)) return undefined;
  return {
    ready: `${ready.filter(Boolean).length}/${containers.length}`,
    reason: containers.flatMap((it) => reasonIn(it) ?? [])[0],
  };
}

/** States of a container that are no reason. */
const PLAIN_STATE = /^(?:running|waiting|terminated|pending|unknown|completed)$/i;

/** The reason of a container that is not ready; one that is may tell why it stopped before. */
function reasonIn(container: RecordReader): string | undefined {
  if (container.flag('ready', 'is_ready')) return undefined;
  const reason = container.text(
    ...['state.waiting.reason', 'state.terminated.reason', 'state.reason', 'reason'],
    ...['waiting_reason', 'state_reason'],
  );
  if (reason !== undefined) return reason === 'Completed' ? undefined : reason;
  const state = container.text('state', 'status');
  return state === undefined || PLAIN_STATE.test(state) ? undefined : state;
}
