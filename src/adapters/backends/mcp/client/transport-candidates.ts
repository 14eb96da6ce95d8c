import { codesOf } from './call-error.ts';
import type { HttpReach } from './endpoint.ts';
import { openHttpLine, openSseLine } from './http-transport.ts';

/** One address of a server, and the way it may want to be spoken to there. */
export interface Way {
  readonly url: URL;
  readonly open: typeof openHttpLine;
}

/** What to try, the likeliest first. */
export function waysTo({ url, isSse }: HttpReach): readonly Way[] {
  const isBare = url.pathname === '/';
  const http = { url: isBare ? at(url, '/mcp') : url, open: openHttpLine };
  const sse = { url: isBare ? at(url, '/sse') : url, open: openSseLine };
  if (isSse) return [sse];
  return url.pathname.endsWith('/sse') ? [sse, http] : [http, sse];
}

const at = (url: URL, path: string): URL => new URL(`${path}${url.search}`, url);

const WRONG_WAY: ReadonlySet<unknown> = new Set([-1, 400, 404, 405, 406, 415, 501]);

/** Whether somebody is there who does not understand this way of speaking. */
export const isWrongWay = (cause: unknown): boolean =>
  codesOf(cause).some((code) => WRONG_WAY.has(code));
