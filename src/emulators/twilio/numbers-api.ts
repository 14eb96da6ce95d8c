import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AccountStatus } from './account-status.ts';
import { Refusal } from './refusal.ts';

/** The id of the only number. */
export const NUMBER_SID = `PN${'0'.repeat(32)}`;

/** The settings of the relay's number at the carrier. */
export interface NumberSettings {
  readonly friendlyName: string;
  readonly smsUrl: string;
  readonly smsMethod: 'GET' | 'POST';
  readonly smsFallbackUrl: string;
  readonly statusCallback: string;
}

export interface NumbersApi {
  readonly account: string;
  readonly number: string;
  readonly settings: () => NumberSettings;
  readonly accountStatus: () => AccountStatus;
  readonly changeSettings: (change: Partial<NumberSettings>) => void;
}

/** A webhook address, or empty for none; the message of other values is Twilio's error code. */
const address = z
  .string()
  .refine((url) => url === '' || /^https?:$/.test(URL.parse(url)?.protocol ?? ''), '21502');

const Change = z.object({
  FriendlyName: z.string().max(64).optional(),
  SmsUrl: address.optional(),
  SmsMethod: z.enum(['GET', 'POST'], { error: '21503' }).optional(),
  SmsFallbackUrl: address.optional(),
  StatusCallback: z.string().max(2048).optional(),
});

/** The API of the account's only number: reads it, and sets its webhooks. */
export function numbersApi(app: FastifyInstance, dependencies: NumbersApi) {
  const { account, number, settings, accountStatus, changeSettings } = dependencies;
  const path = `/Accounts/${account}/IncomingPhoneNumbers`;
  const uri = `${app.prefix}${path}`;
  const sid = NUMBER_SID;
  const show = (): object => {
    const { hasSms, application } = accountStatus();
    const { friendlyName, smsUrl, smsMethod, smsFallbackUrl, statusCallback } = settings();
    return {
      ...{ sid, account_sid: account, friendly_name: friendlyName, phone_number: number },
      ...{ sms_url: smsUrl, sms_method: smsMethod },
      sms_application_sid: application?.sid ?? '',
      ...{ sms_fallback_url: smsFallbackUrl, sms_fallback_method: 'POST' },
      ...{ status_callback: statusCallback, status_callback_method: 'POST' },
      ...{ voice_url: '', voice_method: 'POST', origin: 'twilio', api_version: '2010-04-01' },
      capabilities: { sms: hasSms, mms: true, voice: false, fax: false },
      uri: `${uri}/${sid}.json`,
    };
  };

  app.get(`${path}.json`, async (request) => {
    const { PhoneNumber } = z.object({ PhoneNumber: z.string().optional() }).parse(request.query);
    const isWanted = PhoneNumber === undefined || number.includes(PhoneNumber.replaceAll('*', ''));
    return {
      ...{ page: 0, page_size: 50, start: 0, end: 0, uri: `${uri}.json` },
      ...{ first_page_uri: `${uri}.json`, next_page_uri: null, previous_page_uri: null },
      incoming_phone_numbers: isWanted ? [show()] : [],
    };
  });

  app.get(`${path}/:sid.json`, async ({ params }) => {
    check(params);
    return show();
  });

  app.post(`${path}/:sid.json`, async ({ params, body }) => {
    check(params);
    const change = Change.safeParse(body ?? {});
    if (!change.success) throw new Refusal(Number(change.error.issues[0]?.message) || 21402);
    const { FriendlyName, SmsUrl, SmsMethod, SmsFallbackUrl, StatusCallback } = change.data;
    changeSettings({
      ...(FriendlyName !== undefined && { friendlyName: FriendlyName }),
      ...(SmsUrl !== undefined && { smsUrl: SmsUrl }),
      ...(SmsMethod !== undefined && { smsMethod: SmsMethod }),
      ...(SmsFallbackUrl !== undefined && { smsFallbackUrl: SmsFallbackUrl }),
      ...(StatusCallback !== undefined && { statusCallback: StatusCallback }),
    });
    return show();
  });

  function check(params: unknown): void {
    if (z.object({ sid: z.string() }).parse(params).sid !== sid) throw new Refusal(20404, 404);
  }
}
