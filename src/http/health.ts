import type { FastifyPluginAsync } from 'fastify';

/** What an operator wants to know at a glance. */
export interface Health {
  readonly version: string;
  readonly uptimeSec: number;
  readonly demo: boolean;
  /** How the texts that the relay starts itself are doing. */
  readonly texts: readonly string[];
  readonly backends: Readonly<Record<string, string>>;
}

export interface HealthOptions {
  readonly health: () => Health;
}

/** GET /health: the process is up, and what its backends last said. */
export const health: FastifyPluginAsync<HealthOptions> = async (app, options) => {
  app.get('/health', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { status: 'ok', service: 'sms-relay', ...options.health() };
  });
};
