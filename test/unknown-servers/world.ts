/** What the texts count, each in its singular. */
export const UNITS = [
  'node',
  'VM',
  'LXC',
  'client',
  'AP',
  'alert',
  'critical',
  'warning',
  'pod',
  'pending',
  'failed',
  'service',
  'event',
  'namespace',
  'deployment',
  'rule',
  'ban',
  'log line',
] as const;
export type Unit = (typeof UNITS)[number];

/** How things really are behind a server, whether it tells them or not. */
export interface World {
  /** How many there are; several numbers where screens may count differently. */
  readonly counts: {
    readonly [U in Unit]?: number | readonly number[] | undefined;
  };
  /** A piece of every row that a list may show: names of things, messages of alerts. */
  readonly rows: readonly string[];
  /** A piece of everything that is in trouble. Only that may be marked with `!`. */
  readonly troubles: readonly string[];
  readonly isFirewallOn?: boolean;
  /** Nothing is in trouble, and the server tells enough to say so. */
  readonly canBeOk?: boolean;
}
