import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyPluginAsync } from 'fastify';
import type { Secret } from '../core/secret.ts';

export interface MetricsOptions {
  readonly token: Secret | undefined;
  readonly expose: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

/** GET /metrics, for Prometheus. Whoever may not see them learns nothing. */
export const metrics: FastifyPluginAsync<MetricsOptions> = async (app, { token, expose }) => {
  const isWelcome = token ? holds(token) : asksDirectly;

  app.get('/metrics', async ({ headers }, reply) => {
    reply.header('cache-control', 'no-store');
    if (!isWelcome(headers)) {
      return reply.code(401).header('www-authenticate', 'Bearer').send({ error: 'unauthorized' });
    }
    const { contentType, text } = await expose();
    return reply.type(contentType).send(text);
  });
};

/** Digests are equally long, so that their comparison tells nothing about the token. */
function holds(token: Secret): (headers: IncomingHttpHeaders) => boolean {
  const wanted = digest(token.reveal());
  return ({ authorization = '' }) => {
    const [, given = ''] = /^bearer +(\S+)$/i.exec(authorization) ?? [];
    return timingSafeEqual(digest(given), wanted);
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const PROXIES_SAY = [
  ...['forwarded', 'via', 'x-real-ip', 'cf-connecting-ip', 'true-client-ip'],
  ...['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-original-forwarded-for'],
];

/** Not through a tunnel or a proxy, behind which is the internet. */
const asksDirectly = (headers: IncomingHttpHeaders): boolean =>
  PROXIES_SAY.every((name) => headers[name] === undefined);
