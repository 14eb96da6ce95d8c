import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { KeyHolder } from '../access/access.ts';
import { isSourceName } from '../alerts/source-name.ts';
import type { Secret } from '../core/secret.ts';

/** A signature of an older report is refused: somebody may have copied it. */
const MAX_SKEW_MS = 5 * 60_000;

/** Returns the key of a request: as bearer, as the password of Basic, or in the query for tools that can do nothing else. */
export function presentedKey({
  headers,
  query,
}: Pick<FastifyRequest, 'headers' | 'query'>):
  | { readonly text: string; readonly isInQuery: boolean }
  | undefined {
  const { authorization = '' } = headers;
  const [, bearer] = /^bearer +(\S+)$/i.exec(authorization) ?? [];
  if (bearer !== undefined) return { text: bearer, isInQuery: false };
  const [, basic] = /^basic +([A-Za-z0-9+/=]+)$/i.exec(authorization) ?? [];
  if (basic !== undefined) {
    const [, password = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(basic, 'base64').toString()) ?? [];
    return { text: password, isInQuery: false };
  }
  const { token } = toStrings(query);
  return token === undefined ? undefined : { text: token, isInQuery: true };
}

/** The fields of a query that are given once. */
export function toStrings(query: unknown): Readonly<Record<string, string>> {
  if (typeof query !== 'object' || query === null) return {};
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  );
}

/** Returns true when a key may deliver alerts of that source. A key in a query may do nothing else, since it is easily seen. */
export const mayDeliver = (
  holder: KeyHolder | undefined,
  source: string | undefined,
  isInQuery: boolean,
): boolean =>
  holder?.scopes.includes('alerts:write') === true &&
  (holder.source === undefined || source === undefined || holder.source === source) &&
  [source, holder.source].every((name) => name === undefined || isSourceName(name)) &&
  !(isInQuery && holder.scopes.length > 1);

/** Checks Grafana's signature: over the body, or over the time, a colon and the body. */
export function isSignedReport(
  {
    headers,
    body,
    now,
  }: {
    readonly headers: FastifyRequest['headers'];
    readonly body: Buffer;
    readonly now: number;
  },
  secret: Secret,
): boolean {
  const given = headers['x-grafana-alerting-signature'];
  const time = headers['x-grafana-alerting-timestamp'];
  if (typeof given !== 'string' || !/^[0-9a-f]{64}$/i.test(given)) return false;
  const hmac = createHmac('sha256', secret.reveal());
  if (typeof time === 'string') {
    if (!(Math.abs(now - Number(time) * 1000) <= MAX_SKEW_MS)) return false;
    hmac.update(`${time}:`);
  }
  return timingSafeEqual(Buffer.from(given, 'hex'), hmac.update(body).digest());
}
