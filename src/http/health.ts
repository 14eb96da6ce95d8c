import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';

/** What an operator wants to know at a glance. */
export interface Health {
  readonly version: string;
  readonly uptimeSec: number;
  readonly demo: boolean;
  /** What is not as it should be, in words; empty when all is well. */
  readonly wrong: readonly string[];
  /** How the texts that the relay starts itself are doing. */
  readonly texts: readonly string[];
  readonly backends: Readonly<Record<string, string>>;
  /** What tells which list of MCP servers that nobody knows, by server and list. */
  readonly sources?: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

export interface HealthOptions {
  readonly health: () => Health;
  /** Why texts cannot be answered right now, if they cannot. */
  readonly obstacle: () => string | undefined;
}

/**
 * GET /health: how everything is doing, in words. `/health/live`: the process answers, so that starting it
 * again would not help. `/health/ready`: it can take texts. A dead backend is no reason for either.
 */
export const health: FastifyPluginAsync<HealthOptions> = async (app, options) => {
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });

  app.get('/health', async () => {
    const { wrong, ...health } = options.health();
    const status = wrong.length === 0 ? 'ok' : 'trouble';
    return { status, service: 'sms-relay', wrong, ...health };
  });

  // By this the doctor knows whether an address leads to the process that it means.
  const instance = randomUUID();
  app.get('/health/live', async () => ({ status: 'live', instance }));

  app.get('/health/ready', async (_request, reply) => {
    const obstacle = options.obstacle();
    if (obstacle === undefined) return { status: 'ready' };
    return reply.code(503).send({ status: 'not ready', why: obstacle });
  });
};
