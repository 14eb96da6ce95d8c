import type { Secret } from '../../../../core/secret.ts';

/** A key that the server itself does not accept: it is exchanged for a token. */
export interface TokenExchange {
  readonly url: URL;
  /** The JSON body of the request. */
  readonly body: Secret;
  /** The field of the answer that holds the token. */
  readonly tokenField: string;
}

/** A server reached over HTTP. Without a path, `/mcp` is tried, and then `/sse`. */
export interface HttpEndpoint {
  readonly kind: 'http';
  readonly url: URL;
  readonly headers?: ReadonlyMap<string, Secret>;
  readonly exchange?: TokenExchange | undefined;
  /** The older SSE transport of two addresses and an open stream; detected when not given. */
  readonly isSse?: boolean;
}

/** A server that runs as a child process and is reached over its standard input and output. */
export interface StdioEndpoint {
  readonly kind: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  /** Variables in addition to the few harmless ones that every program gets. */
  readonly env: ReadonlyMap<string, Secret>;
  readonly cwd?: string | undefined;
}

export type Endpoint = HttpEndpoint | StdioEndpoint;

/** The parts of an endpoint that no log may repeat. */
export function secretsOf(endpoint: Endpoint): readonly string[] {
  if (endpoint.kind === 'stdio') return revealed(endpoint.env);
  const { url, headers = new Map(), exchange } = endpoint;
  const bearer = revealed(headers).map((value) => value.replace(/^Bearer /i, ''));
  const posted = exchange ? stringsIn(exchange.body.reveal()) : [];
  return [...revealed(headers), ...bearer, ...posted, url.password, url.search].filter(Boolean);
}

const revealed = (secrets: ReadonlyMap<string, Secret>): readonly string[] =>
  [...secrets.values()].map((secret) => secret.reveal()).filter((value) => value.length > 3);

const stringsIn = (json: string): readonly string[] => json.match(/[^"\\{}[\],:\s]{8,}/g) ?? [];
