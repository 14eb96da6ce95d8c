import { z } from 'zod';
import { err, ok } from '../../../core/result.ts';
import type {
  Carrier,
  CarrierAnswer,
  CarrierProblem,
  Registration,
} from '../../../doctor/carrier.ts';
import { codeOf, openTwilio, statusOf, type TwilioAccount } from './client.ts';

type Client = Parameters<Parameters<Awaited<ReturnType<typeof openTwilio>>>[0]>[0];

/** Upper limits on lists: no home has more than these. */
const MAX_SERVICES = 20;
const MAX_NUMBERS = 400;

const NOT_FOUND = 404;

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

const Campaign = z.object({ campaignStatus: text, errors: z.array(z.unknown()).nullish() });

const Verification = z.object({
  status: text,
  rejectionReason: text,
  rejectionReasons: z.array(z.unknown()).nullish(),
});

/** Parsed loosely: Twilio documents the shape, but observed answers differ from it. */
const Permissions = z.array(
  z.looseObject({ country_code: z.string(), enabled: z.boolean().optional() }),
);

/** Reads how the relay's account is set up, through Twilio's REST API. Changes nothing. */
export function createAccountChecks(account: TwilioAccount): Carrier {
  let opening: ReturnType<typeof openTwilio> | undefined;

  async function query<T>(work: (client: Client) => Promise<T>): CarrierAnswer<T> {
    try {
      opening ??= openTwilio(account);
      const withClient = await opening;
      return ok(await withClient(work));
    } catch (cause) {
      return err(checkProblem(cause));
    }
  }

  const isInPool = async (client: Client, service: string, number: string): Promise<boolean> => {
    const pool = await client.messaging.v1
      .services(service)
      .phoneNumbers.list({ limit: MAX_NUMBERS, pageSize: MAX_NUMBERS });
    return pool.some(({ sid }) => sid === number);
  };

  return {
    account: () =>
      query(async (client) => {
        const { status, type } = await client.api.v2010.accounts(account.sid).fetch();
        return { status, type };
      }),

    balance: () =>
      query(async (client) => {
        const { balance, currency } = await client.balance.fetch();
        return { amount: Number(balance), currency };
      }),

    isVerified: (phoneNumber) =>
      query(async (client) => {
        const all = await client.outgoingCallerIds.list({ phoneNumber, limit: 1 });
        return all.some((it) => it.phoneNumber === phoneNumber);
      }),

    number: (phoneNumber) =>
      query(async (client) => {
        const all = await client.incomingPhoneNumbers.list({ phoneNumber, limit: MAX_SERVICES });
        const own = all.find((it) => it.phoneNumber === phoneNumber);
        return (
          own && {
            sid: own.sid,
            takesTexts: own.capabilities.sms,
            texts: { url: own.smsUrl, method: own.smsMethod },
            application: own.smsApplicationSid || undefined,
          }
        );
      }),

    application: (sid) =>
      query(async (client) => {
        const { smsUrl, smsMethod } = await client.applications(sid).fetch();
        return { url: smsUrl, method: smsMethod };
      }),

    serviceOf: (number) =>
      query(async (client) => {
        const all = await client.messaging.v1.services.list({ limit: MAX_SERVICES });
        const mine = await Promise.all(all.map(({ sid }) => isInPool(client, sid, number)));
        const service = all.find((_, at) => mine[at]);
        return (
          service && {
            sid: service.sid,
            name: service.friendlyName,
            texts: { url: text.parse(service.inboundRequestUrl), method: service.inboundMethod },
            leavesTextsToNumber: service.useInboundWebhookOnNumber,
          }
        );
      }),

    campaigns: (service) =>
      query(async (client) => {
        const all = await client.messaging.v1.services(service).usAppToPerson.list({ limit: 10 });
        return all.map((it): Registration => {
          const { campaignStatus: status, errors } = Campaign.parse(it);
          return { status, objections: (errors ?? []).flatMap(formatObjection) };
        });
      }),

    tollFree: (tollfreePhoneNumberSid) =>
      query(async (client) => {
        const [newest] = await client.messaging.v1.tollfreeVerifications.list({
          ...{ tollfreePhoneNumberSid, limit: 1 },
        });
        if (!newest) return undefined;
        const { status, rejectionReason, rejectionReasons } = Verification.parse(newest);
        const reasons = (rejectionReasons ?? []).flatMap(formatObjection);
        const objections = reasons.length > 0 ? reasons : [rejectionReason].filter(Boolean);
        return { status, objections };
      }),

    mayText: (countryCode) =>
      query(async (client) => {
        const answer = await client.accounts.v1.messagingGeopermissions.fetch({ countryCode });
        const read = Permissions.safeParse(answer.permissions);
        return read.data?.find(({ country_code }) => country_code === countryCode)?.enabled;
      }),
  };
}

const Objection = z.looseObject({
  description: z.string().optional(),
  reason: z.string().optional(),
  error_code: z.union([z.string(), z.number()]).optional(),
  code: z.union([z.string(), z.number()]).optional(),
});

/** Formats an objection as `30909: call to action incomplete`. */
function formatObjection(raw: unknown): readonly string[] {
  const read = Objection.safeParse(raw);
  if (!read.success) return [];
  const { description, reason = description, error_code, code = error_code } = read.data;
  const words = [code, reason].filter((it) => it !== undefined).join(': ');
  return words === '' ? [] : [words];
}

/** Passes on only the message of an error: the library's errors carry the request with its key. */
function checkProblem(cause: unknown): CarrierProblem {
  const [status, code] = [statusOf(cause), codeOf(cause)];
  const own = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const words = cause instanceof Error ? cause.message : String(cause);
  return {
    status,
    code: code ?? (status === NOT_FOUND ? 20404 : undefined),
    cause: `${words} ${own}`,
  };
}
