import { problem } from './problems.ts';

/** The states a message of the account goes through. */
export type MessageStatus =
  | 'received'
  | 'accepted'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'canceled';

/** A message of the account. Times are epoch milliseconds. */
export interface Message {
  readonly sid: string;
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly media: number;
  readonly segments: number;
  readonly cents: number;
  readonly status: MessageStatus;
  readonly errorCode?: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly sentAt?: number;
  readonly statusCallback?: string | undefined;
  /** The Messaging Service it was sent through. */
  readonly serviceSid?: string | undefined;
  /** After this it is not delivered any more. */
  readonly validUntil?: number | undefined;
}

const END: ReadonlySet<MessageStatus> = new Set(['delivered', 'undelivered', 'failed', 'canceled']);

export const hasEnded = ({ status }: Message): boolean => END.has(status);

const rfc2822 = (at: number | undefined): string | null =>
  at === undefined ? null : new Date(at).toUTCString().replace('GMT', '+0000');

/** The message as the REST API shows it. */
export function toResource(message: Message, account: string): object {
  const { sid, direction, from, to, body, media, segments, status, errorCode } = message;
  const uri = `/2010-04-01/Accounts/${account}/Messages/${sid}`;
  const isPriced = message.sentAt !== undefined || direction === 'inbound';
  return {
    account_sid: account,
    api_version: '2010-04-01',
    body,
    date_created: rfc2822(message.createdAt),
    date_sent: rfc2822(message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction,
    error_code: errorCode ?? null,
    error_message: errorCode === undefined ? null : problem(errorCode).text,
    // A Messaging Service chooses its sender only when the text goes out.
    from: status === 'accepted' ? null : from,
    messaging_service_sid: message.serviceSid ?? null,
    num_media: String(media),
    num_segments: String(segments),
    price: isPriced ? (-message.cents / 100).toFixed(5) : null,
    price_unit: 'USD',
    sid,
    status,
    subresource_uris: { media: `${uri}/Media.json` },
    to,
    uri: `${uri}.json`,
  };
}
