import { randomBytes } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Secret } from '../core/secret.ts';
import { messageIn } from './twiml-message.ts';

/** The number people text in the demo; it belongs to nobody. */
const RELAY_NUMBER = '+15550100000';

const ACCOUNT = `AC${'0'.repeat(32)}`;

interface Line {
  /** The address the relay believes it is called at; it is part of the signature. */
  readonly signedUrl: string;
  /** Where the webhook really is. */
  readonly webhookUrl: () => string;
  readonly authToken: Secret;
}

/** What came of one text: the status of the webhook, and the message in its answer. */
export interface Delivery {
  readonly status: number;
  readonly message: string | undefined;
}

/** A pretend carrier: hands a text to the relay's webhook, signed as Twilio signs. */
export interface Carrier {
  deliver(from: PhoneNumber, body: string): Promise<Delivery>;
}

export function createCarrier({ signedUrl, webhookUrl, authToken }: Line): Carrier {
  return {
    async deliver(from, body) {
      const form = formOf(from, body);
      const response = await fetch(webhookUrl(), {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: {
          'x-twilio-signature': getExpectedTwilioSignature(authToken.reveal(), signedUrl, form),
        },
        signal: AbortSignal.timeout(15_000),
      });
      return { status: response.status, message: messageIn(await response.text()) };
    },
  };
}

function formOf(from: PhoneNumber, body: string): Record<string, string> {
  const sid = `SM${randomBytes(16).toString('hex')}`;
  return {
    MessageSid: sid,
    SmsSid: sid,
    AccountSid: ACCOUNT,
    From: from,
    To: RELAY_NUMBER,
    Body: body,
    NumMedia: '0',
    NumSegments: '1',
    SmsStatus: 'received',
    ApiVersion: '2010-04-01',
  };
}
