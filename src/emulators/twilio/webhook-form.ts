import { type Address, formatAddress } from '../../core/address.ts';

/** A text on its way to a webhook. */
export interface Inbound {
  readonly sid: string;
  readonly account: string;
  readonly from: Address;
  readonly to: Address;
  readonly body: string;
  readonly media: number;
  readonly segments: number;
}

const API = 'https://api.twilio.com/2010-04-01/Accounts';

/** Returns all fields that the carrier sends with a text. */
export function webhookForm(text: Inbound): Record<string, string> {
  const { sid, account, from, to, body, media, segments } = text;
  return {
    ...(from.channel === 'whatsapp' ? whatsapp(from) : PLACES),
    ...pictures(text),
    ToCountry: 'US',
    SmsMessageSid: sid,
    NumMedia: String(media),
    SmsSid: sid,
    SmsStatus: 'received',
    Body: body,
    To: formatAddress(to),
    NumSegments: String(segments),
    MessageSid: sid,
    AccountSid: account,
    From: formatAddress(from),
    ApiVersion: '2010-04-01',
  };
}

const PLACES = {
  ToState: 'CA',
  ToCity: 'SAN FRANCISCO',
  ToZip: '94105',
  FromState: 'NY',
  FromCity: 'NEW YORK',
  FromZip: '10001',
  FromCountry: 'US',
};

const whatsapp = ({ number }: Address): Record<string, string> => ({
  MessageType: 'text',
  ProfileName: 'A person',
  WaId: number.slice(1),
  ChannelMetadata: JSON.stringify({
    type: 'whatsapp',
    data: { context: { ProfileName: 'A person', WaId: number.slice(1) } },
  }),
});

function pictures({ sid, account, media }: Inbound): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let index = 0; index < media; index += 1) {
    fields[`MediaContentType${index}`] = 'image/jpeg';
    fields[`MediaUrl${index}`] = `${API}/${account}/Messages/${sid}/Media/ME${sid.slice(2)}`;
  }
  return fields;
}
