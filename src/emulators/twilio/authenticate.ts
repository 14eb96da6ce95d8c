import formbody from '@fastify/formbody';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Secret } from '../../core/secret.ts';
import type { FaultSwitches } from './fault-switches.ts';
import { hang } from './hang.ts';
import { Refusal } from './refusal.ts';

export interface Authenticate {
  readonly account: string;
  readonly authToken: Secret;
  readonly switches: FaultSwitches;
  readonly clock: Clock;
}

/** Requires the account's credentials, applies the API fault switch, and formats every error as Twilio does. */
export async function authenticate(app: FastifyInstance, options: Authenticate): Promise<void> {
  const { account, authToken, switches, clock } = options;
  const key = `Basic ${Buffer.from(`${account}:${authToken.reveal()}`).toString('base64')}`;
  await app.register(formbody);

  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization === key) return;
    reply.header('www-authenticate', 'Basic realm="Twilio API"');
    throw new Refusal(20003, 401);
  });
  app.addHook('onRequest', async (_request, reply) => {
    const mode = switches.settings().api;
    const refusal = REFUSALS[mode];
    if (refusal) throw refusal();
    return mode === 'hang' ? hang(reply, clock) : undefined;
  });
  app.setErrorHandler<FastifyError | Refusal>((error, _request, reply) => {
    if (error instanceof Refusal) return refuse(reply, error);
    if (error instanceof z.ZodError) return refuse(reply, new Refusal(20001));
    return refuse(reply, new Refusal(20500, error.statusCode ?? 500));
  });
  app.setNotFoundHandler((_request, reply) => refuse(reply, new Refusal(20404, 404)));
}

/** The errors of the whole API, by the value of its fault switch. */
const REFUSALS: Readonly<Record<string, (() => Refusal) | undefined>> = {
  '401': () => new Refusal(20003, 401),
  '429': () => new Refusal(20429, 429),
  '500': () => new Refusal(20500, 500),
};

function refuse(reply: FastifyReply, { code, message, status }: Refusal): FastifyReply {
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  return reply.code(status).send({ code, message, more_info, status });
}
