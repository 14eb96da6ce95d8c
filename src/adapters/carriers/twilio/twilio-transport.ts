import { z } from 'zod';
import { CARRIER_STATES } from '../../../channels/delivery-state.ts';
import type {
  DeliveryReport,
  SendAttempt,
  SendOutcome,
  Transport,
} from '../../../channels/transport.ts';
import { isNeverSent } from '../../http-client/never-sent.ts';
import { codeOf, openTwilio, statusOf, type TwilioAccount } from './client.ts';

/** The fields we use of a message in Twilio's REST API. */
const Message = z.object({
  sid: z.string().regex(/^[A-Z]{2}[0-9a-f]{32}$/),
  status: z.enum(CARRIER_STATES),
  errorCode: z.number().nullish(),
  /** A negative number of dollars, once it is known. */
  price: z.coerce.number().nullish().catch(undefined),
  priceUnit: z.string().nullish().catch(undefined),
});

const DOLLAR = 1_000_000;

const MAX_VALID_SEC = 36_000;
const MAX_LISTED = 50;
const DIRECTION = { sent: 'outbound-api', reply: 'outbound-reply' } as const;

const SLOW_DOWN = { status: 429, code: 20429 };
const NOT_FOUND = 404;

/** Sends and looks up texts through Twilio's REST API. */
export function createTwilioTransport(account: TwilioAccount): Transport {
  let opening: ReturnType<typeof openTwilio> | undefined;

  async function connect(): ReturnType<typeof openTwilio> {
    opening ??= openTwilio(account);
    return opening;
  }

  return {
    async send(text) {
      try {
        const withClient = await connect();
        const message = await withClient((client) => client.messages.create(toTwilio(text)));
        const report = toReport(message);
        return report
          ? { kind: 'taken', report }
          : { kind: 'unknown', cause: 'the answer is not a message' };
      } catch (cause) {
        return outcomeOf(cause);
      }
    },

    async find({ to, body, way }, since) {
      try {
        const withClient = await connect();
        const messages = await withClient((client) =>
          client.messages.list({ to, limit: MAX_LISTED, pageSize: MAX_LISTED }),
        );
        return messages
          .filter((it) => it.direction === DIRECTION[way] && it.body === body)
          .filter((it) => it.dateCreated.getTime() >= toSecond(since))
          .flatMap((it) => toReport(it) ?? []);
      } catch {
        return undefined;
      }
    },

    async ask(sid) {
      try {
        const withClient = await connect();
        return toReport(await withClient((client) => client.messages(sid).fetch()));
      } catch (cause) {
        return statusOf(cause) === NOT_FOUND ? 'unknown-id' : undefined;
      }
    },
  };
}

const toTwilio = ({ from, to, body, reportTo, validForSec }: SendAttempt) => ({
  from,
  to,
  body,
  ...(reportTo !== undefined && { statusCallback: reportTo }),
  validityPeriod: Math.min(Math.max(1, validForSec), MAX_VALID_SEC),
  // Only people on the owner's own list are texted, so none of it can be SMS pumping.
  riskCheck: 'disable' as const,
});

/** Rounds down to the second: Twilio's times have no fraction. */
const toSecond = (at: number): number => Math.floor(at / 1000) * 1000;

function toReport(message: unknown): DeliveryReport | undefined {
  const read = Message.safeParse(message);
  if (!read.success) return undefined;
  const { sid, status, errorCode, ...bill } = read.data;
  return { sid, state: status, code: errorCode ?? undefined, micros: microsOf(bill) };
}

/** Returns a price in millionths of a dollar; prices in other currencies cannot be added up. */
function microsOf({
  price,
  priceUnit,
}: Pick<z.infer<typeof Message>, 'price' | 'priceUnit'>): number | undefined {
  const isKnown = typeof price === 'number' && Number.isFinite(price);
  return isKnown && priceUnit?.toUpperCase() === 'USD'
    ? Math.round(Math.abs(price) * DOLLAR)
    : undefined;
}

/** Only an error code of Twilio proves that a text was rejected; a response of a proxy in between proves nothing. */
function outcomeOf(cause: unknown): SendOutcome {
  const status = statusOf(cause) ?? 0;
  const code = codeOf(cause) ?? (status === SLOW_DOWN.status ? SLOW_DOWN.code : undefined);
  if (status >= 400 && status < 500 && code !== undefined) return { kind: 'refused', code };
  return { kind: isNeverSent(cause) ? 'unreachable' : 'unknown', cause: describeCause(cause) };
}

/** Leaves out the message: the library's errors carry the request with its key, and may repeat a text or a number. */
function describeCause(cause: unknown): string {
  if (!(cause instanceof Error)) return 'no error';
  const code = 'code' in cause ? String(cause.code) : '';
  return [cause.name, statusOf(cause), code].filter(Boolean).join(' ');
}
