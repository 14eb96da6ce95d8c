import formbody from '@fastify/formbody';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConnectionLimit } from './connection-limit.ts';
import { createFormCheck, type OwnAccount } from './form-check.ts';
import { looksSigned, type SignatureCheck } from './twilio-signature.ts';
import { twiml } from './twiml.ts';
import type { UnauthorizedLog } from './unauthorized-log.ts';

/** The response that makes the carrier send nothing. */
export const EMPTY_RESPONSE = twiml();

const SIGNATURE = 'x-twilio-signature';

export interface CarrierOptions {
  readonly isSigned: SignatureCheck;
  /** The account that the texts and reports belong to. */
  readonly account: OwnAccount;
  /** Called for every request without a valid Twilio signature. */
  readonly recordUnauthorized: UnauthorizedLog;
  /** Keeps the connection of an accepted request open until its response is sent. */
  readonly hold: ConnectionLimit['hold'];
}

/** Refuses a request that the carrier did not send, or not in this form. */
export type Refuse = (request: FastifyRequest, reply: FastifyReply, why?: string) => FastifyReply;

/** Restricts all routes of this scope to the carrier: forms in, XML out, and only with a valid signature. */
export async function requireTwilioSignature(
  app: FastifyInstance,
  options: CarrierOptions,
): Promise<Refuse> {
  const { isSigned, account, recordUnauthorized, hold } = options;
  const faultOf = createFormCheck(account);
  app.removeAllContentTypeParsers();
  await app.register(formbody);

  // The body of a request that is certainly not signed is not read, and its connection is closed.
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

/** Returns the signature of an accepted request. */
export const signatureIn = ({ headers }: FastifyRequest): string => String(headers[SIGNATURE]);

/** Returns the status for an error of the client; `undefined` when the error is our own. */
export const clientErrorStatus = ({ statusCode }: FastifyError): number | undefined =>
  statusCode && statusCode < 500 ? statusCode : undefined;
