import type { FastifyError, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { BUDGETS } from '../channels/channel-budget.ts';
import { fitReply } from '../channels/fit-reply.ts';
import type { Address } from '../core/address.ts';
import type { CountMessage } from '../core/message-outcome.ts';
import { maskNumber } from '../core/phone-number.ts';
import { APOLOGY, type FittedAnswer, STORAGE_UNREACHABLE } from '../core/reply.ts';
import { StorageUnreachable } from '../core/storage-unreachable.ts';
import { withTrace } from '../core/trace.ts';
import type { Response } from '../inbox/handle-inbound.ts';
import { SignatureReused } from '../inbox/inbox.ts';
import type { Person, PersonId } from '../people/person.ts';
import { createIsOurs } from './form-check.ts';
import { type InboundText, readInboundText } from './inbound-text.ts';
import {
  type CarrierOptions,
  clientErrorStatus,
  EMPTY_RESPONSE,
  requireTwilioSignature,
  signatureIn,
} from './twilio-routes.ts';
import { twiml } from './twiml.ts';

export interface TwilioWebhookOptions extends CarrierOptions {
  /** Returns who texts from an address; `undefined` for strangers. */
  readonly personAt: (address: Address) => Pick<Person, 'id'> | undefined;
  readonly answer: (text: AcceptedText) => Promise<Response>;
  /** Called for a text of somebody who is locked out. */
  readonly onSuspended?: (person: PersonId) => Promise<void>;
  /** Called when the response with the answer has reached the carrier, or is lost. */
  readonly onResponseSent: (sid: string, outcome: 'taken' | 'lost') => void;
  readonly watch?: WebhookWatch | undefined;
}

/** A signed text of a person who is allowed. */
export interface AcceptedText extends InboundText {
  readonly person: PersonId;
  readonly signature: string;
}

/** Called for incoming texts and their responses. Nothing of it may throw. */
export interface WebhookWatch {
  /** Called only for texts that do not reach the conversation. */
  readonly countMessage: CountMessage;
  /** Called for every text from any sender, since all of them are billed. */
  readonly onReceived: (text: InboundText) => void;
  readonly onReplied: (to: InboundText, reply: FittedAnswer, tookMs: number) => void;
}

const NO_WATCH: WebhookWatch = { countMessage() {}, onReceived() {}, onReplied() {} };

/** POST /sms: verify, authorise, converse, answer. Strangers get an empty response, without a hint. */
export const twilioWebhook: FastifyPluginAsync<TwilioWebhookOptions> = async (app, options) => {
  const { isSigned, account, hold, personAt, answer, onResponseSent, watch = NO_WATCH } = options;
  const isOurs = createIsOurs(account);
  const refuse = await requireTwilioSignature(app, {
    ...{ isSigned, account, hold },
    recordUnauthorized(...who) {
      options.recordUnauthorized(...who);
      watch.countMessage('unsigned', 'refused');
    },
  });

  // A 5xx would leave the person staring at a silent phone, so our own faults become an apology.
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    reply.type('text/xml; charset=utf-8');
    const fault = clientErrorStatus(error);
    if (fault !== undefined) {
      watch.countMessage('unreadable', 'refused');
      return reply.code(fault).send('');
    }
    return reply.code(200).send(apologise(request.log, error));
  });

  function apologise(log: FastifyRequest['log'], err: unknown): string {
    watch.countMessage('unsorted', 'apology');
    log.error({ err }, 'a text could not be answered');
    const words = err instanceof StorageUnreachable ? STORAGE_UNREACHABLE : APOLOGY;
    return twiml(fitReply(words, BUDGETS.sms).text);
  }

  const fail = (err: unknown, request: FastifyRequest, reply: FastifyReply) =>
    err instanceof SignatureReused
      ? refuse(request, reply, err.message)
      : apologise(request.log, err);

  app.post('/sms', async (request, reply) => {
    const read = readInboundText(request.body, isOurs);
    if (!read.ok) return refuse(request, reply, read.error);
    const text = read.value;
    if (!text) {
      request.log.warn('a signed form that is not a text');
      watch.countMessage('unreadable', 'silent');
      return EMPTY_RESPONSE;
    }
    return withTrace(text.sid, () => respond(text, request, reply));
  });

  function refuseStranger({ from }: InboundText, { log }: FastifyRequest): string {
    log.warn({ from: maskNumber(from.number) }, 'a text from a number that is not allowed');
    watch.countMessage('stranger', 'silent');
    return EMPTY_RESPONSE;
  }

  async function respond(text: InboundText, request: FastifyRequest, reply: FastifyReply) {
    const [{ log }, { sid }] = [request, text];
    const from = maskNumber(text.from.number);
    watch.onReceived(text);
    const person = personAt(text.from);
    if (!person) return refuseStranger(text, request);
    let outcome: 'taken' | 'lost' = 'lost';
    reply.raw.on('finish', () => {
      outcome = 'taken';
    });
    reply.raw.on('close', () => onResponseSent(sid, outcome));
    const startedAt = performance.now();
    try {
      const response = await answer({
        ...text,
        person: person.id,
        signature: signatureIn(request),
      });
      const { text: words, isAgain = false, isSuspended = false } = response;
      if (isSuspended) {
        await options.onSuspended?.(person.id);
        return refuseStranger(text, request);
      }
      const tookMs = performance.now() - startedAt;
      watch.onReplied(text, response, tookMs);
      const ms = Math.round(tookMs);
      const said = words === undefined ? 'nothing' : 'text';
      log[isAgain ? 'debug' : 'info']({ from, ms, said }, isAgain ? 'answered again' : 'answered');
      return twiml(words);
    } catch (err) {
      return fail(err, request, reply);
    }
  }
};
