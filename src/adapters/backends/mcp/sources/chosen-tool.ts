import type { Failure } from '../../../../core/failure.ts';
import { entriesOf } from '../../vendor-records/json.ts';
import type { AreaOfServer } from './area-of-server.ts';
import { draftMap } from './draft-map.ts';
import type { ListName } from './profile.ts';

/** One tool that was chosen for a list. */
export interface ChosenTool {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** In a few words: its name says so. */
  readonly why: string;
  /** There may be more than it tells. */
  readonly isNarrow: boolean;
  /** The shape of its first answer: `12 with name, status`. */
  readonly saw: string;
  /** The first keys of its records. */
  readonly keys?: readonly string[];
}

/** The tool that returns one of the lists that the screens show. */
export interface ToolChoice {
  readonly list: ListName;
  /** None where nothing tells it. */
  readonly tools: readonly ChosenTool[];
  /** Why nothing does, for an operator. */
  readonly lack?: string | undefined;
}

/** Called with the tool chosen for a list, at the first request and when the server's tools change. */
export type OnToolChosen = (choice: ToolChoice) => void;

const MAX_KEYS = 8;
const MAX_KEY_LENGTH = 30;

/** The first keys of the first record. */
export const keysOf = (records: readonly unknown[]): readonly string[] =>
  entriesOf(records[0])
    .slice(0, MAX_KEYS)
    .map(([key]) => key);

/** How many records there are, and what the first of them holds. */
export function describeShape(records: readonly unknown[]): string {
  const keys = keysOf(records).map((key) => key.slice(0, MAX_KEY_LENGTH));
  return keys.length === 0 ? String(records.length) : `${records.length} with ${keys.join(', ')}`;
}

export const describeLack = (failure: Failure): string =>
  'cause' in failure && typeof failure.cause === 'string' ? failure.cause : failure.kind;

/** Items that `RELAY_CONFIG` may say better, by the list that they are made of. */
const ITEMS: Readonly<Record<AreaOfServer, Partial<Readonly<Record<ListName, string>>>>> = {
  network: { devices: 'details', clients: 'clients', alerts: 'alerts' },
  proxmox: { nodes: 'nodes', guests: 'guests' },
  k8s: {
    ...{ pods: 'pods', nodes: 'nodes', services: 'services', events: 'events' },
    namespaces: 'namespaces',
  },
  security: { alerts: 'alerts', logs: 'logs', rules: 'firewall' },
};

/** An item of `RELAY_CONFIG` that says what was chosen; what to change in it is its map. */
export function configItemFor(area: AreaOfServer, { list, tools: [tool] }: ToolChoice) {
  const name = ITEMS[area][list];
  if (name === undefined) return undefined;
  const item = {
    tool: tool?.name ?? 'TOOL',
    args: tool?.args ?? {},
    map: draftMap(area, name, tool?.keys ?? []),
  };
  return { name, item };
}

/** A file for `RELAY_CONFIG` in one line, with which the owner says it themselves. */
export function configLineFor(area: AreaOfServer, choice: ToolChoice): string | undefined {
  const own = configItemFor(area, choice);
  return own && JSON.stringify({ areas: { [area]: { items: { [own.name]: own.item } } } });
}
