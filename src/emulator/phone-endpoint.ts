import formbody from '@fastify/formbody';
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Carrier } from './carrier.ts';

interface PhoneEndpointOptions {
  readonly carrier: Carrier;
  readonly owner: PhoneNumber;
}

const Text = z.object({ Body: z.string().max(1600).default('') });

/** POST /phone: text the demo as its owner would, and read the answer as plain text. */
export const phoneEndpoint: FastifyPluginAsync<PhoneEndpointOptions> = async (app, options) => {
  await app.register(formbody);

  app.post('/phone', async (request, reply) => {
    const text = Text.safeParse(request.body);
    if (!text.success)
      return reply.code(400).send('Send a field Body of at most 1600 characters.\n');
    const { status, message } = await options.carrier.deliver(options.owner, text.data.Body);
    reply.type('text/plain; charset=utf-8');
    return status === 200 ? `${message ?? '(no answer)'}\n` : `(the webhook answered ${status})\n`;
  });
};
