import { randomBytes } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from './account.ts';

/** The fields the carrier sends with a text. */
export function formOf(from: string, body: string): Record<string, string> {
  const sid = `SM${randomBytes(16).toString('hex')}`;
  return {
    MessageSid: sid,
    SmsSid: sid,
    AccountSid: ACCOUNT_SID,
    From: from,
    To: RELAY_NUMBER,
    Body: body,
    NumMedia: '0',
    NumSegments: '1',
    SmsStatus: 'received',
    ApiVersion: '2010-04-01',
  };
}

/** The official library's signature of a form. */
export const sign = (
  form: Record<string, unknown>,
  url = `${PUBLIC_URL}/sms`,
  token = AUTH_TOKEN,
): string => getExpectedTwilioSignature(token, url, form);

const FORM_TYPE = 'application/x-www-form-urlencoded';

/** A webhook request with a form, signed as the carrier signs it. */
export const signedRequest = (form: Record<string, string>) => ({
  method: 'POST' as const,
  url: '/sms',
  headers: { 'content-type': FORM_TYPE, 'x-twilio-signature': sign(form) },
  payload: new URLSearchParams(form).toString(),
});
