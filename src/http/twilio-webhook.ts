import type { FastifyError, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { maskNumber, type PhoneNumber } from '../core/phone-number.ts';
import { APOLOGY } from '../core/reply.ts';
import { onTrip } from '../core/trip.ts';
import type { Response } from '../inbox/reception.ts';
import { type CarrierOptions, faultOfCaller, onlyForCarrier, SILENCE } from './carrier-routes.ts';
import { type InboundText, readInboundText } from './inbound-text.ts';
import { twiml } from './twiml.ts';

export interface TwilioWebhookOptions extends CarrierOptions {
  readonly isAllowed: (from: PhoneNumber) => boolean;
  readonly answer: (text: InboundText) => Promise<Response>;
  /** Whether the response with the answer got to the carrier. */
  readonly responded: (sid: string, fate: 'taken' | 'lost') => void;
}

/** POST /sms: verify, authorise, converse, answer. Strangers get silence, not a hint. */
export const twilioWebhook: FastifyPluginAsync<TwilioWebhookOptions> = async (app, options) => {
  const { isAllowed, answer, responded } = options;
  await onlyForCarrier(app, options);

  // A 5xx would leave the person staring at a silent phone, so our own faults become an apology.
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    reply.type('text/xml; charset=utf-8');
    const fault = faultOfCaller(error);
    if (fault !== undefined) return reply.code(fault).send('');
    request.log.error({ err: error }, 'a text could not be answered');
    return reply.code(200).send(twiml(APOLOGY.text));
  });

  app.post('/sms', async (request, reply) => {
    const text = readInboundText(request.body);
    if (!text) {
      request.log.warn('a signed form that is no text');
      return SILENCE;
    }
    return onTrip(text.sid, () => respond(text, request, reply));
  });

  async function respond(text: InboundText, { log }: FastifyRequest, reply: FastifyReply) {
    const { sid } = text;
    const from = maskNumber(text.from.number);
    if (!isAllowed(text.from.number)) {
      log.warn({ from }, 'a text from nobody on the list');
      return SILENCE;
    }
    reply.raw.once('finish', () => responded(sid, 'taken'));
    reply.raw.once('close', () => responded(sid, 'lost')); // after `finish` this is no news
    const began = performance.now();
    try {
      const { text: words, isAgain = false } = await answer(text);
      const ms = Math.round(performance.now() - began);
      const said = words === undefined ? 'nothing' : 'text';
      log[isAgain ? 'debug' : 'info']({ from, ms, said }, isAgain ? 'answered again' : 'answered');
      return twiml(words);
    } catch (err) {
      log.error({ err }, 'a text could not be answered');
      return twiml(APOLOGY.text);
    }
  }
};
