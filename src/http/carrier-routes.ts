import formbody from '@fastify/formbody';
import type { FastifyError, FastifyInstance } from 'fastify';
import type { SignatureCheck } from './twilio-signature.ts';
import { twiml } from './twiml.ts';

/** What the carrier reads as "nothing to say". */
export const SILENCE = twiml();

export const BODY_LIMIT_BYTES = 64 * 1024;

/** Make every route of this scope the carrier's: forms in, XML out, and only with its signature. */
export async function onlyForCarrier(
  app: FastifyInstance,
  isSigned: SignatureCheck,
): Promise<void> {
  app.removeAllContentTypeParsers();
  await app.register(formbody, { bodyLimit: BODY_LIMIT_BYTES });

  app.addHook('onRequest', (_request, reply, done) => {
    reply.type('text/xml; charset=utf-8');
    done();
  });

  app.addHook('preHandler', (request, reply, done) => {
    const { raw, headers, body } = request;
    const signature = headers['x-twilio-signature'];
    if (isSigned({ rawUrl: raw.url ?? '', signature, form: body })) return done();
    request.log.warn('a request without a valid signature');
    reply.code(403).send('');
  });
}

/** The fault of whoever asked, as the status to answer with; nothing when it is our own. */
export const faultOfCaller = ({ statusCode }: FastifyError): number | undefined =>
  statusCode && statusCode < 500 ? statusCode : undefined;
