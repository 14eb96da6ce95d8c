import type { FastifyError, FastifyPluginAsync, FastifyRequest } from 'fastify';
import { maskNumber, type PhoneNumber } from '../core/phone-number.ts';
import { APOLOGY, type Reply } from '../core/reply.ts';
import type { Tally } from '../core/text-fate.ts';
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
  readonly watch?: WebhookWatch | undefined;
}

/** Hears what comes and goes here. Nothing of it may throw. */
export interface WebhookWatch {
  /** Only of texts that nobody is asked to answer. */
  readonly tally: Tally;
  /** Anybody's: all of them are billed. */
  readonly came: (text: InboundText) => void;
  readonly replied: (to: InboundText, words: string | undefined, tookMs: number) => void;
}

const NOBODY: WebhookWatch = { tally() {}, came() {}, replied() {} };

/** POST /sms: verify, authorise, converse, answer. Strangers get silence, not a hint. */
export const twilioWebhook: FastifyPluginAsync<TwilioWebhookOptions> = async (app, options) => {
  const { isSigned, isAllowed, answer, responded, watch = NOBODY } = options;
  await onlyForCarrier(app, isSigned, () => watch.tally('unsigned', 'refused'));

  // A 5xx would leave the person staring at a silent phone, so our own faults become an apology.
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    reply.type('text/xml; charset=utf-8');
    const fault = faultOfCaller(error);
    if (fault !== undefined) {
      watch.tally('unreadable', 'refused');
      return reply.code(fault).send('');
    }
    watch.tally('unsorted', 'apology');
    request.log.error({ err: error }, 'a text could not be answered');
    return reply.code(200).send(twiml(APOLOGY.text));
  });

  function ignore({ log }: FastifyRequest, text: InboundText | undefined): void {
    const from = text ? maskNumber(text.from.number) : 'unreadable';
    log.warn({ from }, 'a text from nobody on the list');
    watch.tally(text ? 'stranger' : 'unreadable', 'silent');
  }

  app.post('/sms', { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
    const text = readInboundText(request.body);
    if (text) watch.came(text);
    if (!text || !isAllowed(text.from.number)) {
      ignore(request, text);
      return SILENCE;
    }

    const { sid } = text;
    reply.raw.once('finish', () => responded(sid, 'taken'));
    reply.raw.once('close', () => responded(sid, 'lost')); // after `finish` this is no news
    const began = performance.now();
    const { text: words } = await answer(text);
    const tookMs = performance.now() - began;
    const ms = Math.round(tookMs);
    watch.replied(text, words, tookMs);
    const said = words === undefined ? 'nothing' : 'text';
    request.log.info({ sid, from: maskNumber(text.from.number), ms, said }, 'answered');
    return twiml(words);
  });
};
