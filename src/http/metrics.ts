import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyPluginAsync } from 'fastify';
import type { Secret } from '../core/secret.ts';

export interface MetricsOptions {
  readonly token: Secret | undefined;
  readonly expose: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

/** GET /metrics, for Prometheus. A refused request reveals nothing. */
export const metrics: FastifyPluginAsync<MetricsOptions> = async (app, { token, expose }) => {
  const isAllowed = token ? createTokenCheck(token) : isDirect;

  app.get('/metrics', async ({ headers }, reply) => {
    reply.header('cache-control', 'no-store');
    if (!isAllowed(headers)) {
      return reply.code(401).header('www-authenticate', 'Bearer').send({ error: 'unauthorized' });
    }
    const { contentType, text } = await expose();
    return reply.type(contentType).send(text);
  });
};

/** Compares digests, which are equally long, so that the comparison reveals nothing about the token. */
function createTokenCheck(token: Secret): (headers: IncomingHttpHeaders) => boolean {
  const wanted = digest(token.reveal());
  return ({ authorization = '' }) => {
    const [, given = ''] = /^bearer +(\S+)$/i.exec(authorization) ?? [];
    return timingSafeEqual(digest(given), wanted);
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const PROXY_HEADERS = [
  ...['forwarded', 'via', 'x-real-ip', 'cf-connecting-ip', 'true-client-ip'],
  ...['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-original-forwarded-for'],
];

/** Returns true when a request did not come through a tunnel or a proxy, and so not from the internet. */
const isDirect = (headers: IncomingHttpHeaders): boolean =>
  PROXY_HEADERS.every((name) => headers[name] === undefined);
