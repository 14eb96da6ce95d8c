import type { FastifyPluginAsync } from 'fastify';

/** The state of the relay for operators. */
export interface Health {
  readonly version: string;
  readonly uptimeSec: number;
  readonly demo: boolean;
  /** The present problems, in words; empty when all is well. */
  readonly wrong: readonly string[];
  /** The state of the texts that the relay starts itself. */
  readonly texts: readonly string[];
  readonly backends: Readonly<Record<string, string>>;
  /** Which replica answers, and which of them sends texts; missing for a relay without replicas. */
  readonly replica?: object;
  /** The tools chosen for the lists of MCP servers without a profile, by server and list. */
  readonly sources?: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

export interface HealthOptions {
  readonly health: () => Promise<Health>;
  /** Returns the id by which the doctor verifies that an address leads to this relay, and not to another. */
  readonly instance: () => string;
  /** Returns the reason why texts cannot be answered right now, if there is one. */
  readonly obstacle: () => Promise<string | undefined>;
}

/**
 * GET /health: the state of the relay, in words. `/health/live`: the process answers, so a restart would not
 * help. `/health/ready`: it can receive texts. A dead backend affects neither of the two.
 */
export const health: FastifyPluginAsync<HealthOptions> = async (app, options) => {
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });

  app.get('/health', async () => {
    const { wrong, ...health } = await options.health();
    const status = wrong.length === 0 ? 'ok' : 'trouble';
    return { status, service: 'sms-relay', wrong, ...health };
  });

  app.get('/health/live', async () => ({ status: 'live', instance: options.instance() }));

  app.get('/health/ready', async (_request, reply) => {
    const obstacle = await options.obstacle();
    if (obstacle === undefined) return { status: 'ready' };
    return reply.code(503).send({ status: 'not ready', why: obstacle });
  });
};
