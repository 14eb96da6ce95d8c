import formbody from '@fastify/formbody';
import Fastify from 'fastify';
import twilio from 'twilio';
import { AUTH_TOKEN, PUBLIC_URL } from '../account.ts';
import { isAllowed, step } from './menu.ts';

/** Fastify with the helpers of Twilio's library. */
const app = Fastify();
await app.register(formbody);

app.post<{ Body: Record<string, string> }>('/sms', async (request, reply) => {
  const { body, headers, url } = request;
  const signature = String(headers['x-twilio-signature']);
  if (!twilio.validateRequest(AUTH_TOKEN, signature, PUBLIC_URL + url, body)) {
    return reply.code(403).send();
  }
  const twiml = new twilio.twiml.MessagingResponse();
  if (isAllowed(body['From'])) twiml.message(step(body['From'], body['Body'] ?? ''));
  return reply.type('text/xml').send(twiml.toString());
});

await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
