import formbody from '@fastify/formbody';
import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Secret } from '../core/secret.ts';
import { hang } from './hang.ts';
import { type MessagesApi, messagesApi } from './messages-api.ts';
import { type NumbersApi, numbersApi } from './numbers-api.ts';
import { Refusal } from './refusal.ts';

export interface RestApiOptions extends MessagesApi, NumbersApi {
  readonly authToken: Secret;
}

/** Twilio's REST API, as far as texts need it. */
export const restApi: FastifyPluginAsync<RestApiOptions> = async (app, options) => {
  const { account, authToken } = options;
  const key = `Basic ${Buffer.from(`${account}:${authToken.reveal()}`).toString('base64')}`;
  await app.register(formbody);

  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization === key) return;
    reply.header('www-authenticate', 'Basic realm="Twilio API"');
    throw new Refusal(20003, 401);
  });
  app.addHook('onRequest', async (_request, reply) => {
    const manner = options.switches.settings().api;
    const refusal = REFUSALS[manner];
    if (refusal) throw refusal();
    return manner === 'hang' ? hang(reply, options.clock) : undefined;
  });
  app.setErrorHandler<FastifyError | Refusal>((error, _request, reply) => {
    if (error instanceof Refusal) return refuse(reply, error);
    if (error instanceof z.ZodError) return refuse(reply, new Refusal(20001));
    return refuse(reply, new Refusal(20500, error.statusCode ?? 500));
  });
  app.setNotFoundHandler((_request, reply) => refuse(reply, new Refusal(20404, 404)));

  accountApi(app, account);
  messagesApi(app, options);
  numbersApi(app, options);
};

/** What the whole API answers when it is switched to. */
const REFUSALS: Readonly<Record<string, (() => Refusal) | undefined>> = {
  '401': () => new Refusal(20003, 401),
  '429': () => new Refusal(20429, 429),
  '500': () => new Refusal(20500, 500),
};

function refuse(reply: FastifyReply, { code, message, status }: Refusal): FastifyReply {
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  return reply.code(status).send({ code, message, more_info, status });
}

function accountApi(app: FastifyInstance, sid: string): void {
  const path = `/Accounts/${sid}`;
  app.get(`${path}.json`, async () => ({
    ...{ sid, friendly_name: 'Demo', status: 'active', type: 'Full', owner_account_sid: sid },
    uri: `${app.prefix}${path}.json`,
  }));
  app.get(`${path}/Balance.json`, async () => ({
    ...{ account_sid: sid, balance: '20.00', currency: 'USD' },
  }));
}
