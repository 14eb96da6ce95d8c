import { createHmac, randomBytes } from 'node:crypto';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from './account.ts';

/** Builds the signed HTTP request of one text, as Twilio sends it, with a new message id. */
export function textOverHttp(from: string, body: string): Buffer {
  const sid = `SM${randomBytes(16).toString('hex')}`;
  const form = new URLSearchParams({
    ...{
      ToCountry: 'US',
      ToState: 'CA',
      SmsMessageSid: sid,
      NumMedia: '0',
      ToCity: 'SAN FRANCISCO',
    },
    ...{ FromZip: '94107', SmsSid: sid, FromState: 'CA', SmsStatus: 'received', Body: body },
    ...{ FromCity: 'SAN FRANCISCO', FromCountry: 'US', To: RELAY_NUMBER, ToZip: '94107' },
    ...{ NumSegments: '1', MessageSid: sid, AccountSid: ACCOUNT_SID, From: from },
    ...{ ApiVersion: '2010-04-01' },
  });
  const payload = form.toString();
  const lines = [
    'POST /sms HTTP/1.1',
    'host: relay.example.net',
    'user-agent: TwilioProxy/1.1',
    'accept: */*',
    'content-type: application/x-www-form-urlencoded; charset=utf-8',
    `i-twilio-idempotency-token: ${sid.slice(2)}`,
    `x-twilio-signature: ${signatureOf(form)}`,
    `content-length: ${payload.length}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${payload}`);
}

function signatureOf(form: URLSearchParams): string {
  const fields = [...form].toSorted(([a], [b]) => Number(a > b) - Number(a < b));
  const signed = `${PUBLIC_URL}/sms${fields.flat().join('')}`;
  return createHmac('sha1', AUTH_TOKEN).update(signed).digest('base64');
}
