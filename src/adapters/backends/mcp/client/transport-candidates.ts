import { codesOf } from '../../../http-client/causes.ts';
import type { HttpEndpoint } from './endpoint.ts';
import { openHttpTransport, openSseTransport } from './http-transport.ts';

/** One address of a server, and a transport that it may support there. */
export interface TransportKind {
  readonly url: URL;
  readonly open: typeof openHttpTransport;
}

/** The transports to try, the likeliest first. */
export function transportCandidates({ url, isSse }: HttpEndpoint): readonly TransportKind[] {
  const isBare = url.pathname === '/';
  const http = { url: isBare ? at(url, '/mcp') : url, open: openHttpTransport };
  const sse = { url: isBare ? at(url, '/sse') : url, open: openSseTransport };
  if (isSse) return [sse];
  return url.pathname.endsWith('/sse') ? [sse, http] : [http, sse];
}

const at = (url: URL, path: string): URL => new URL(`${path}${url.search}`, url);

const UNSUPPORTED: ReadonlySet<unknown> = new Set([-1, 400, 404, 405, 406, 415, 501]);

/** Returns whether an error means that the server does not support this transport. */
export const isUnsupportedTransport = (cause: unknown): boolean =>
  codesOf(cause).some((code) => UNSUPPORTED.has(code));
