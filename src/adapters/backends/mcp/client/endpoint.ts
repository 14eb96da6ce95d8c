import type { Secret } from '../../../../core/secret.ts';

/** A key that is no good itself, but is exchanged for a token that is. */
export interface TokenExchange {
  readonly url: URL;
  /** What is posted, as JSON. */
  readonly body: Secret;
  /** Where in the answer the token is. */
  readonly tokenField: string;
}

/** A server that listens somewhere. Without a path, `/mcp` is tried, and then `/sse`. */
export interface HttpEndpoint {
  readonly kind: 'http';
  readonly url: URL;
  readonly headers?: ReadonlyMap<string, Secret>;
  readonly exchange?: TokenExchange | undefined;
  /** The older way of two addresses and an open stream; it is found out when nobody says. */
  readonly isSse?: boolean;
}

/** A server that is a program of ours, spoken to over its standard input and output. */
export interface StdioEndpoint {
  readonly kind: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  /** Beside the few harmless variables that every program gets. */
  readonly env: ReadonlyMap<string, Secret>;
  readonly cwd?: string | undefined;
}

export type Endpoint = HttpEndpoint | StdioEndpoint;

/** Everything in it that no log may repeat. */
export function secretsOf(reach: Endpoint): readonly string[] {
  if (reach.kind === 'stdio') return revealed(reach.env);
  const { url, headers = new Map(), exchange } = reach;
  const bearer = revealed(headers).map((value) => value.replace(/^Bearer /i, ''));
  const posted = exchange ? stringsIn(exchange.body.reveal()) : [];
  return [...revealed(headers), ...bearer, ...posted, url.password, url.search].filter(Boolean);
}

const revealed = (secrets: ReadonlyMap<string, Secret>): readonly string[] =>
  [...secrets.values()].map((secret) => secret.reveal()).filter((value) => value.length > 3);

const stringsIn = (json: string): readonly string[] => json.match(/[^"\\{}[\],:\s]{8,}/g) ?? [];
