import formbody from '@fastify/formbody';
import type { FastifyError, FastifyPluginAsync } from 'fastify';
import { maskNumber, type PhoneNumber } from '../core/phone-number.ts';
import { APOLOGY, type Reply } from '../core/reply.ts';
import { type InboundText, readInboundText } from './inbound-text.ts';
import type { SignatureCheck } from './twilio-signature.ts';
import { twiml } from './twiml.ts';

export interface TwilioWebhookOptions {
  readonly isSigned: SignatureCheck;
  readonly isAllowed: (from: PhoneNumber) => boolean;
  readonly answer: (text: InboundText) => Promise<Reply>;
}

const SILENCE = twiml();
const BODY_LIMIT_BYTES = 64 * 1024;

/** POST /sms: verify, authorise, converse, answer. Strangers get silence, not a hint. */
export const twilioWebhook: FastifyPluginAsync<TwilioWebhookOptions> = async (app, options) => {
  const { isSigned, isAllowed, answer } = options;
  app.removeAllContentTypeParsers();
  await app.register(formbody, { bodyLimit: BODY_LIMIT_BYTES });

  app.addHook('onRequest', async (_request, reply) => {
    reply.type('text/xml; charset=utf-8');
  });

  app.addHook('preHandler', async (request, reply) => {
    const { raw, headers, body } = request;
    const signature = headers['x-twilio-signature'];
    if (isSigned({ rawUrl: raw.url ?? '', signature, form: body })) return;
    request.log.warn('a request without a valid signature');
    return reply.code(403).send('');
  });

  // A 5xx would leave the person staring at a silent phone, so our own faults become an apology.
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    reply.type('text/xml; charset=utf-8');
    if (error.statusCode && error.statusCode < 500) return reply.code(error.statusCode).send('');
    request.log.error({ err: error }, 'a text could not be answered');
    return reply.code(200).send(twiml(APOLOGY.text));
  });

  app.post('/sms', { bodyLimit: BODY_LIMIT_BYTES }, async (request) => {
    const text = readInboundText(request.body);
    if (!text || !isAllowed(text.from)) {
      const from = text ? maskNumber(text.from) : 'unreadable';
      request.log.warn({ from }, 'a text from nobody on the list');
      return SILENCE;
    }

    const began = performance.now();
    const reply = await answer(text);
    const ms = Math.round(performance.now() - began);
    const said = reply.text === undefined ? 'nothing' : 'text';
    request.log.info({ sid: text.sid, from: maskNumber(text.from), ms, said }, 'answered');
    return twiml(reply.text);
  });
};
