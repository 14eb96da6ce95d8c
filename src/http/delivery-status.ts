import type { FastifyError, FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { CARRIER_STATES } from '../channels/delivery-state.ts';
import type { DeliveryUpdate } from '../outbox/delivery.ts';
import type { ReportOutcome } from '../outbox/report-outcome.ts';
import {
  type CarrierOptions,
  clientErrorStatus,
  EMPTY_RESPONSE,
  requireTwilioSignature,
} from './twilio-routes.ts';

export interface DeliveryStatusOptions extends CarrierOptions {
  readonly onReport: (update: DeliveryUpdate) => Promise<void>;
  readonly countReport?: ((outcome: ReportOutcome) => void) | undefined;
}

/** The relay itself put the id of the text into the callback URL: `?text=17.1`. */
const Query = z.object({
  text: z
    .string()
    .regex(/^\d{1,15}\.\d{1,9}$/)
    .transform((name) => name.split('.').map(Number))
    .pipe(z.tuple([z.number(), z.number()])),
});

/** The format of the values is validated with the whole form. */
const Form = z.object({
  MessageSid: z.string(),
  MessageStatus: z.enum(CARRIER_STATES),
  ErrorCode: z.coerce.number().int().positive().optional().catch(undefined),
});

/** POST /sms/status: the delivery reports of Twilio. They may come late, twice and out of order. */
export const deliveryStatus: FastifyPluginAsync<DeliveryStatusOptions> = async (app, options) => {
  const { isSigned, account, hold, onReport, countReport } = options;
  await requireTwilioSignature(app, {
    ...{ isSigned, account, hold },
    recordUnauthorized(...who) {
      options.recordUnauthorized(...who);
      countReport?.('unsigned');
    },
  });

  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const fault = clientErrorStatus(error);
    countReport?.(fault === undefined ? 'failed' : 'unreadable');
    if (fault === undefined)
      request.log.error({ err: error }, 'a delivery report could not be stored');
    return reply.code(fault ?? 500).send('');
  });

  app.post('/sms/status', async (request) => {
    const query = Query.safeParse(request.query);
    const form = Form.safeParse(request.body);
    if (query.success && form.success) {
      const [id, attempt] = query.data.text;
      const { MessageSid: sid, MessageStatus: state, ErrorCode: code } = form.data;
      await onReport({ id, attempt, sid, state, code });
      countReport?.('heard');
    } else {
      countReport?.('unreadable');
      request.log.warn('an invalid delivery report');
    }
    return EMPTY_RESPONSE;
  });
};
