import { type Address, formatAddress } from '../../channels/address.ts';
import type { Clock } from '../../core/clock.ts';
import type { PhoneNumber } from '../../core/phone-number.ts';
import { channelOf, type EmulatedDelivery } from './delivery.ts';
import type { FaultSwitches } from './fault-switches.ts';
import { keywordIn } from './keywords.ts';
import { type MessageLedger, newSid } from './ledger.ts';
import type { NumberSettings } from './numbers-api.ts';
import type { OptOuts } from './opt-outs.ts';
import type { PhoneScreens } from './phone-screens.ts';
import { priceOf } from './pricing.ts';
import { problem } from './problems.ts';
import { readAnswer, type TwimlResult } from './read-answer.ts';
import type { WebhookClient } from './webhook-client.ts';
import { webhookForm } from './webhook-form.ts';

/** How a text is sent, beside its words. */
export interface SendOptions {
  readonly channel?: 'sms' | 'whatsapp' | undefined;
  /** How many pictures go with it. */
  readonly media?: number | undefined;
  /** The same id is the same text, delivered again. */
  readonly sid?: string | undefined;
}

/** What the webhook made of a text: the messages in its answer, or the code of the trouble. */
export interface WebhookOutcome {
  readonly messages: readonly string[];
  readonly problem?: number;
}

interface Dependencies {
  readonly account: string;
  readonly number: PhoneNumber;
  readonly settings: () => NumberSettings;
  readonly ledger: MessageLedger;
  readonly screens: PhoneScreens;
  readonly switches: FaultSwitches;
  readonly optOuts: OptOuts;
  readonly delivery: EmulatedDelivery;
  readonly call: WebhookClient;
  readonly clock: Clock;
}

const AGAIN_MS = 1000;
const TOO_LATE = 11205;

/** The road from the phones to the relay. */
export function createIncoming(parts: Dependencies) {
  const { account, number, settings, ledger, screens, switches, optOuts, delivery, call, clock } =
    parts;

  async function text(
    from: PhoneNumber,
    body: string,
    { channel = 'sms', media = 0, sid = newSid(media > 0 ? 'MM' : 'SM') }: SendOptions = {},
  ): Promise<WebhookOutcome> {
    const sender: Address = { channel, number: from };
    const to: Address = { channel, number };
    const bill = priceOf({ body, media, channel }, 'in');
    if (!ledger.get(sid)) {
      screens.show({
        ...{ id: sid, number: from, at: clock.now(), kind: 'said' },
        ...{ channel, body, media, state: 'sent', ...bill },
      });
      screens.charge(bill.segments, bill.cents);
      keep(sid, sender, to, body, media, bill);
      heed(sender, body);
    }

    const form = webhookForm({
      sid,
      account,
      from: sender,
      to,
      body,
      media,
      segments: bill.segments,
    });
    screens.typing(from, 1);
    const readings = await ask(form);
    screens.typing(from, -1);
    const outcomes = readings.map((reading) => hand(reading, sender, to));
    return outcomes.at(-1) ?? { messages: [] };
  }

  /** Deliver it as often as the switch says; what is read of the answers that count. */
  async function ask(form: Record<string, string>): Promise<readonly TwimlResult[]> {
    const { smsUrl, smsMethod, smsFallbackUrl } = settings();
    const at = async (url: string, fields: Record<string, string>): Promise<TwimlResult> => {
      if (url === '') return { messages: [] };
      const answer = await call(url, fields, smsMethod);
      return 'code' in answer ? answer : readAnswer(answer);
    };
    const once = async (): Promise<TwimlResult> => {
      const reading = await at(smsUrl, form);
      if (!('code' in reading) || smsFallbackUrl === '') return reading;
      const trouble = { ErrorCode: String(reading.code), ErrorUrl: smsUrl };
      return at(smsFallbackUrl, { ...form, ...trouble });
    };
    const { webhook } = switches.settings();
    switch (webhook) {
      case 'once':
        return [await once()];
      case 'twice':
        return [await once(), await once()];
      case 'together':
        return Promise.all([once(), once()]);
      case 'lost-answer':
        await once();
        await clock.wait(AGAIN_MS);
        return [await once()];
      default:
        return webhook satisfies never;
    }
  }

  /** Pass on what an answer says, or note in the margin what is wrong with it. */
  function hand(reading: TwimlResult, to: Address, from: Address): WebhookOutcome {
    const isIgnored = switches.settings().answers === 'ignored';
    if (isIgnored || 'code' in reading) {
      const code = 'code' in reading ? reading.code : TOO_LATE;
      note(to, code);
      return { messages: [], problem: code };
    }
    for (const { body, statusCallback } of reading.messages) {
      const direction = 'outbound-reply';
      const sender = formatAddress(from);
      delivery.take({ from: sender, to, body, media: 0, direction, statusCallback });
    }
    return { messages: reading.messages.map(({ body }) => body) };
  }

  function note(to: Address, code: number): void {
    screens.show({
      ...{ id: newSid('SM'), number: to.number, at: clock.now(), kind: 'notice', media: 0 },
      ...{ channel: channelOf(to), body: problem(code).text, state: 'failed' },
      ...{ encoding: 'GSM-7', characters: 0, segments: 0, cents: 0 },
      problem: problem(code),
    });
  }

  /** The carrier's own words work by themselves; the relay hears them all the same. */
  function heed(from: Address, body: string): void {
    const keyword = keywordIn(body);
    if (!keyword) return;
    if (keyword.does === 'stop') optOuts.add(from);
    if (keyword.does === 'start') optOuts.remove(from);
    delivery.arrive(from, keyword.says);
  }

  function keep(
    sid: string,
    from: Address,
    to: Address,
    body: string,
    media: number,
    { segments, cents }: { segments: number; cents: number },
  ): void {
    const now = clock.now();
    ledger.add({
      ...{ sid, from: formatAddress(from), to: formatAddress(to), body, media, segments, cents },
      ...{ direction: 'inbound', status: 'received', createdAt: now, updatedAt: now, sentAt: now },
    });
  }

  return text;
}
