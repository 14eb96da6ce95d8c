import type { AreaOfServer } from './area-of-server.ts';

/** The lists that the screens are made of, by the words people have for them. */
export type ListName =
  | 'devices'
  | 'clients'
  | 'alerts'
  | 'uplink'
  | 'nodes'
  | 'guests'
  | 'quorum'
  | 'storages'
  | 'namespaces'
  | 'pods'
  | 'deployments'
  | 'usage'
  | 'services'
  | 'events'
  | 'logs'
  | 'rules';

/** One call of a tool, and where in its answer the records are. */
export interface Call {
  readonly tool: string;
  /** A value that begins with `$` stands for something the server has to be asked first. */
  readonly args?: Readonly<Record<string, unknown>>;
  readonly path?: string;
  /** Facts that are true of every record of this tool. */
  readonly assume?: Readonly<Record<string, unknown>>;
  /** As many as the server gives at once: when there are that many, there may be more. */
  readonly max?: number;
  /** JSONata from the answer to the records, where they do not look like records. */
  readonly map?: string;
}

/** One call that changes something. `$name` in a value is that fact of the thing, `#name` its number. */
export interface ActionCall {
  readonly tool: string;
  /** Only for things of which these facts are so. */
  readonly when?: Readonly<Record<string, string>>;
  /** With what the server wants as its own confirmation: the relay's is given by then. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** Data that says how one known MCP server answers the questions of an area. */
export interface Profile {
  readonly name: string;
  readonly area: AreaOfServer;
  /** Tools that only this server has together, or the name it goes by. */
  readonly detect: {
    readonly tools: readonly string[];
    readonly without?: readonly string[];
    readonly server?: string;
  };
  /** A server that hides its tools behind one: its name, and under which names it wants ours. */
  readonly through?: { readonly tool: string; readonly name: string; readonly args: string };
  /** The values of `$site` and the like: the first value at that path. */
  readonly learn?: Readonly<Record<string, Call>>;
  readonly lists: Partial<Readonly<Record<ListName, readonly Call[]>>>;
  /** The changes by verb: the tool, the kind of item it applies to, and its arguments. */
  readonly actions?: Readonly<Record<string, readonly ActionCall[]>>;
  /** The ports of a piece of gear: a value that begins with `$` is a fact of that. */
  readonly ports?: Call;
  /** The end of a pod's log; it is asked with `name` and `namespace`. */
  readonly log?: Call;
  /** Whole answers that the server gives better than they could be counted, in our contract's shape. */
  readonly answers?: Readonly<Record<string, Call & { readonly map: string }>>;
}
