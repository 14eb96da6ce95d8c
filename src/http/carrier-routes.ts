import formbody from '@fastify/formbody';
import type { FastifyError, FastifyInstance } from 'fastify';
import type { Knocks } from './knocks.ts';
import { looksSigned, type SignatureCheck } from './twilio-signature.ts';
import { twiml } from './twiml.ts';

/** What the carrier reads as "nothing to say". */
export const SILENCE = twiml();

const SIGNATURE = 'x-twilio-signature';

export interface CarrierOptions {
  readonly isSigned: SignatureCheck;
  /** Hears of everybody who is not the carrier. */
  readonly knock: Knocks;
}

/** Make every route of this scope the carrier's: forms in, XML out, and only with its signature. */
export async function onlyForCarrier(app: FastifyInstance, options: CarrierOptions): Promise<void> {
  const { isSigned, knock } = options;
  app.removeAllContentTypeParsers();
  await app.register(formbody);

  // What is certainly not signed is not worth reading, and its sender not worth listening to.
  app.addHook('onRequest', (request, reply, done) => {
    reply.type('text/xml; charset=utf-8');
    if (looksSigned(request.headers[SIGNATURE])) return done();
    knock(request.ip);
    reply.code(403).header('connection', 'close').send('');
  });

  app.addHook('preHandler', (request, reply, done) => {
    const { raw, headers, body } = request;
    const signature = headers[SIGNATURE];
    if (isSigned({ rawUrl: raw.url ?? '', signature, form: body })) return done();
    knock(request.ip);
    reply.code(403).send('');
  });
}

/** The fault of whoever asked, as the status to answer with; nothing when it is our own. */
export const faultOfCaller = ({ statusCode }: FastifyError): number | undefined =>
  statusCode && statusCode < 500 ? statusCode : undefined;
