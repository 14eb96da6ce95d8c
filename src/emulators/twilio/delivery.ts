import { type Address, formatAddress } from '../../core/address.ts';
import type { Clock } from '../../core/clock.ts';
import { type AccountStatus, registrationError } from './account-status.ts';
import type { FaultSettings, FaultSwitches } from './fault-switches.ts';
import { type MessageLedger, newSid } from './ledger.ts';
import { hasEnded, type Message, type MessageStatus } from './message.ts';
import type { PhoneScreens } from './phone-screens.ts';
import { priceOf } from './pricing.ts';
import { problem } from './problems.ts';
import type { WebhookClient } from './webhook-client.ts';

/** A text on its way to a phone. */
export interface OutboundText {
  readonly from: string;
  readonly to: Address;
  readonly body: string;
  readonly media: number;
  readonly direction: 'outbound-api' | 'outbound-reply';
  readonly statusCallback?: string | undefined;
  readonly serviceSid?: string | undefined;
  readonly validForSec?: number | undefined;
}

interface Dependencies {
  readonly account: string;
  readonly phones: ReadonlySet<string>;
  readonly ledger: MessageLedger;
  readonly screens: PhoneScreens;
  readonly switches: FaultSwitches;
  readonly call: WebhookClient;
  readonly isOptedOut: (phone: Address) => boolean;
  readonly accountStatus: () => AccountStatus;
  readonly clock: Clock;
}

/** Delivers texts from the account to the phones. */
export interface EmulatedDelivery {
  /** Accepts a text, which is delivered to its phone later. */
  readonly take: (outbound: OutboundText) => Message;
  /** Shows a text of the carrier itself at once and without cost. */
  readonly arrive: (to: Address, body: string) => void;
  readonly textsTo: (number: string) => readonly string[];
}

const MS_PER_SEGMENT = 1000;
const TRANSIT_MS = 250;
const REORDER_MS = 2000;

/** The final status and code of a text, and whether it arrived on the phone. */
interface DeliveryResult {
  readonly status: 'delivered' | 'undelivered' | 'sent';
  readonly code?: number;
  readonly arrives: boolean;
}

const undelivered = (code: number): DeliveryResult => ({
  status: 'undelivered',
  code,
  arrives: false,
});

const RESULTS: Readonly<Record<FaultSettings['delivery'], DeliveryResult>> = {
  delivered: { status: 'delivered', arrives: true },
  'says-failed': { status: 'undelivered', code: 30008, arrives: true },
  '30003': undelivered(30003),
  '30005': undelivered(30005),
  '30007': undelivered(30007),
  '30008': undelivered(30008),
  '30034': undelivered(30034),
  stuck: { status: 'sent', arrives: true },
};

/** Returns the state shown on the phone: a text that arrived was delivered, whatever the network reports. */
const shownWhenThere = (status: DeliveryResult['status']): 'sent' | 'delivered' =>
  status === 'sent' ? 'sent' : 'delivered';

export function createDelivery(dependencies: Dependencies): EmulatedDelivery {
  const { account, phones, ledger, screens, switches, call, isOptedOut, accountStatus, clock } =
    dependencies;
  const freeAt = new Map<string, number>();
  const received = new Map<string, string[]>();

  function take(outbound: OutboundText): Message {
    const { to, body, media, validForSec, from, direction, statusCallback, serviceSid } = outbound;
    const now = clock.now();
    const { segments, cents } = priceOf({ body, media, channel: channelOf(to) }, 'out');
    const message: Message = {
      ...{ from, direction, body, media, segments, cents, statusCallback, serviceSid },
      sid: newSid(media > 0 ? 'MM' : 'SM'),
      to: formatAddress(to),
      status: serviceSid === undefined ? 'queued' : 'accepted',
      createdAt: now,
      updatedAt: now,
      validUntil: validForSec === undefined ? undefined : now + validForSec * 1000,
    };
    ledger.add(message);
    const start = Math.max(now, freeAt.get(from) ?? 0);
    freeAt.set(from, start + segments * MS_PER_SEGMENT);
    void sendAt(message.sid, to, start);
    return message;
  }

  async function sendAt(sid: string, to: Address, start: number): Promise<void> {
    if (start > clock.now()) await clock.wait(start - clock.now());
    await transmit(sid, to);
  }

  async function transmit(sid: string, to: Address): Promise<void> {
    const message = ledger.get(sid);
    if (!message || hasEnded(message)) return;
    const code = obstacle(message, to);
    if (code !== undefined) {
      fail(message, to, code);
      return;
    }
    screens.charge(message.segments, message.cents);
    progress(sid, 'sending');
    progress(sid, 'sent');
    await clock.wait(TRANSIT_MS);
    finishDelivery(message, to, resultFor(message, to));
  }

  /** Returns the result of a delivery; networks drop texts from unregistered numbers. */
  function resultFor({ from }: Message, to: Address): DeliveryResult {
    const code =
      to.channel === 'sms' ? registrationError(accountStatus(), from, to.number) : undefined;
    return code === undefined ? RESULTS[switches.settings().delivery] : undelivered(code);
  }

  /** Shows the text on the phone and reports its status; the two may differ. */
  function finishDelivery(
    message: Message,
    to: Address,
    { arrives, status, code }: DeliveryResult,
  ): void {
    if (arrives) recordArrival(to, message.body);
    if (status !== 'sent') progress(message.sid, status, code);
    showOnPhone(message, to, arrives ? shownWhenThere(status) : 'failed', code);
  }

  function obstacle({ validUntil }: Message, to: Address): number | undefined {
    if (validUntil !== undefined && clock.now() > validUntil) return 30036;
    return isOptedOut(to) ? 21610 : undefined;
  }

  function fail(message: Message, to: Address, code: number): void {
    progress(message.sid, 'failed', code);
    showOnPhone(message, to, 'failed', code);
  }

  function progress(sid: string, status: MessageStatus, errorCode?: number): void {
    const now = clock.now();
    const sent = status === 'sent' ? { sentAt: now } : {};
    const failed = errorCode === undefined ? {} : { errorCode };
    const message = ledger.change(sid, { status, updatedAt: now, ...sent, ...failed });
    if (message?.statusCallback) void report(message, message.statusCallback);
  }

  /** Sends a status callback to the relay, without a retry. */
  async function report(message: Message, url: string): Promise<void> {
    const mode = switches.settings().callbacks;
    if (mode === 'dropped') return;
    if (mode === 'shuffled' && !hasEnded(message)) await clock.wait(REORDER_MS);
    const form = callbackForm(message, account);
    await call(url, form);
    if (mode === 'twice') await call(url, form);
  }

  function showOnPhone(
    { sid, body, media }: Message,
    to: Address,
    state: 'sent' | 'delivered' | 'failed',
    code?: number,
  ): void {
    if (!phones.has(to.number)) return;
    screens.show({
      ...{ id: sid, number: to.number, at: clock.now(), kind: 'heard', body, media, state },
      ...priceOf({ body, media, channel: channelOf(to) }, 'out'),
      channel: channelOf(to),
      ...(code === undefined ? {} : { problem: problem(code) }),
    });
  }

  function recordArrival({ number }: Address, body: string): void {
    if (phones.has(number)) received.set(number, [...(received.get(number) ?? []), body]);
  }

  return {
    take,
    arrive(to, body) {
      recordArrival(to, body);
      screens.show({
        ...{ id: newSid('SM'), number: to.number, at: clock.now(), kind: 'heard', body, media: 0 },
        ...priceOf({ body, media: 0, channel: channelOf(to) }, 'out'),
        ...{ channel: channelOf(to), state: 'delivered', cents: 0 },
      });
    },
    textsTo: (number) => received.get(number) ?? [],
  };
}

export const channelOf = ({ channel }: Address): 'sms' | 'whatsapp' =>
  channel === 'whatsapp' ? 'whatsapp' : 'sms';

function callbackForm(message: Message, account: string): Record<string, string> {
  const { sid, from, to, status, errorCode, updatedAt } = message;
  return {
    AccountSid: account,
    ApiVersion: '2010-04-01',
    From: from,
    To: to,
    MessageSid: sid,
    SmsSid: sid,
    MessageStatus: status,
    SmsStatus: status,
    ...(errorCode === undefined ? {} : { ErrorCode: String(errorCode) }),
    ...(status === 'delivered' ? { RawDlrDoneDate: doneDate(updatedAt) } : {}),
  };
}

/** `2611211200`: two digits each of year, month, day, hour and minute. */
const doneDate = (at: number): string =>
  new Date(at).toISOString().replaceAll(/\D/g, '').slice(2, 12);
