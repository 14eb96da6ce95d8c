import type { FastifyError, FastifyPluginAsync } from 'fastify';
import { maskNumber, type PhoneNumber } from '../core/phone-number.ts';
import { APOLOGY, type Reply } from '../core/reply.ts';
import { BODY_LIMIT_BYTES, faultOfCaller, onlyForCarrier, SILENCE } from './carrier-routes.ts';
import { type InboundText, readInboundText } from './inbound-text.ts';
import type { SignatureCheck } from './twilio-signature.ts';
import { twiml } from './twiml.ts';

export interface TwilioWebhookOptions {
  readonly isSigned: SignatureCheck;
  readonly isAllowed: (from: PhoneNumber) => boolean;
  readonly answer: (text: InboundText) => Promise<Reply>;
  /** Whether the response with the answer got to the carrier. */
  readonly responded: (sid: string, fate: 'taken' | 'lost') => void;
}

/** POST /sms: verify, authorise, converse, answer. Strangers get silence, not a hint. */
export const twilioWebhook: FastifyPluginAsync<TwilioWebhookOptions> = async (app, options) => {
  const { isSigned, isAllowed, answer, responded } = options;
  await onlyForCarrier(app, isSigned);

  // A 5xx would leave the person staring at a silent phone, so our own faults become an apology.
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    reply.type('text/xml; charset=utf-8');
    const fault = faultOfCaller(error);
    if (fault !== undefined) return reply.code(fault).send('');
    request.log.error({ err: error }, 'a text could not be answered');
    return reply.code(200).send(twiml(APOLOGY.text));
  });

  app.post('/sms', { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
    const text = readInboundText(request.body);
    if (!text || !isAllowed(text.from.number)) {
      const from = text ? maskNumber(text.from.number) : 'unreadable';
      request.log.warn({ from }, 'a text from nobody on the list');
      return SILENCE;
    }

    const { sid } = text;
    let fate: 'taken' | 'lost' = 'lost';
    reply.raw.once('finish', () => {
      fate = 'taken';
    });
    reply.raw.once('close', () => responded(sid, fate));
    const began = performance.now();
    const { text: words } = await answer(text);
    const ms = Math.round(performance.now() - began);
    const said = words === undefined ? 'nothing' : 'text';
    request.log.info({ sid, from: maskNumber(text.from.number), ms, said }, 'answered');
    return twiml(words);
  });
};
