import formbody from '@fastify/formbody';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConnectionLimit } from './connection-limit.ts';
import { createFormCheck, type OwnAccount } from './form-check.ts';
import { looksSigned, type SignatureCheck } from './twilio-signature.ts';
import { twiml } from './twiml.ts';
import type { UnauthorizedLog } from './unauthorized-log.ts';

/** What the carrier reads as "nothing to say". */
export const EMPTY_RESPONSE = twiml();

const SIGNATURE = 'x-twilio-signature';

export interface CarrierOptions {
  readonly isSigned: SignatureCheck;
  /** Whose texts and reports these are. */
  readonly account: OwnAccount;
  /** Hears of everybody who is not the carrier. */
  readonly recordUnauthorized: UnauthorizedLog;
  /** Keeps the connection of a request that has passed. */
  readonly hold: ConnectionLimit['hold'];
}

/** Refuses a request that the carrier did not send, or not so. */
export type Refuse = (request: FastifyRequest, reply: FastifyReply, why?: string) => FastifyReply;

/** Make every route of this scope the carrier's: forms in, XML out, and only with its signature. */
export async function requireTwilioSignature(
  app: FastifyInstance,
  options: CarrierOptions,
): Promise<Refuse> {
  const { isSigned, account, recordUnauthorized, hold } = options;
  const faultOf = createFormCheck(account);
  app.removeAllContentTypeParsers();
  await app.register(formbody);

  // What is certainly not signed is not worth reading, and its sender not worth listening to.
  app.addHook('onRequest', (request, reply, done) => {
    reply.type('text/xml; charset=utf-8');
    if (looksSigned(request.headers[SIGNATURE])) return done();
    refuse(request, reply.header('connection', 'close'));
  });

  app.addHook('preHandler', (request, reply, done) => {
    const { raw, headers, body: form } = request;
    const [rawUrl, signature] = [raw.url ?? '', headers[SIGNATURE]];
    if (!isSigned({ rawUrl, signature, form })) {
      refuse(request, reply);
      return;
    }
    const fault = faultOf({ rawUrl, form });
    if (fault !== undefined) {
      refuse(request, reply, fault);
      return;
    }
    hold(reply.raw);
    done();
  });

  function refuse({ ip }: FastifyRequest, reply: FastifyReply, why?: string): FastifyReply {
    recordUnauthorized(ip, why);
    return reply.code(403).send('');
  }
  return refuse;
}

/** The signature of a request that has passed. */
export const signatureIn = ({ headers }: FastifyRequest): string => String(headers[SIGNATURE]);

/** The fault of whoever asked, as the status to answer with; nothing when it is our own. */
export const clientErrorStatus = ({ statusCode }: FastifyError): number | undefined =>
  statusCode && statusCode < 500 ? statusCode : undefined;
