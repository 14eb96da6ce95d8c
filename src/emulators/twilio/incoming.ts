import { type Address, formatAddress } from '../../core/address.ts';
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

/** The options of a text. */
export interface SendOptions {
  readonly channel?: 'sms' | 'whatsapp' | undefined;
  /** The number of pictures. */
  readonly media?: number | undefined;
  /** The id of the text; a repeated id is the same text delivered again. */
  readonly sid?: string | undefined;
}

/** The result of the webhook: the messages in its answer, or an error code. */
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

const RETRY_MS = 1000;
const TOO_LATE = 11205;

/** Delivers texts from the phones to the relay. */
export function createIncoming(dependencies: Dependencies) {
  const { account, number, settings, ledger, screens, switches, optOuts, delivery, call, clock } =
    dependencies;

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
      recordInbound(sid, sender, to, body, media, bill);
      applyKeyword(sender, body);
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
    const results = await callWebhook(form);
    screens.typing(from, -1);
    const outcomes = results.map((result) => deliverAnswer(result, sender, to));
    return outcomes.at(-1) ?? { messages: [] };
  }

  /** Calls the webhook as often as the switch says, and returns the answers that count. */
  async function callWebhook(form: Record<string, string>): Promise<readonly TwimlResult[]> {
    const { smsUrl, smsMethod, smsFallbackUrl } = settings();
    const at = async (url: string, fields: Record<string, string>): Promise<TwimlResult> => {
      if (url === '') return { messages: [] };
      const answer = await call(url, fields, smsMethod);
      return 'code' in answer ? answer : readAnswer(answer);
    };
    const once = async (): Promise<TwimlResult> => {
      const result = await at(smsUrl, form);
      if (!('code' in result) || smsFallbackUrl === '') return result;
      const errorFields = { ErrorCode: String(result.code), ErrorUrl: smsUrl };
      return at(smsFallbackUrl, { ...form, ...errorFields });
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
        await clock.wait(RETRY_MS);
        return [await once()];
      default:
        return webhook satisfies never;
    }
  }

  /** Delivers the messages of an answer, or shows its error as a notice. */
  function deliverAnswer(result: TwimlResult, to: Address, from: Address): WebhookOutcome {
    const isIgnored = switches.settings().answers === 'ignored';
    if (isIgnored || 'code' in result) {
      const code = 'code' in result ? result.code : TOO_LATE;
      showNotice(to, code);
      return { messages: [], problem: code };
    }
    for (const { body, statusCallback } of result.messages) {
      const direction = 'outbound-reply';
      const sender = formatAddress(from);
      delivery.take({ from: sender, to, body, media: 0, direction, statusCallback });
    }
    return { messages: result.messages.map(({ body }) => body) };
  }

  function showNotice(to: Address, code: number): void {
    screens.show({
      ...{ id: newSid('SM'), number: to.number, at: clock.now(), kind: 'notice', media: 0 },
      ...{ channel: channelOf(to), body: problem(code).text, state: 'failed' },
      ...{ encoding: 'GSM-7', characters: 0, segments: 0, cents: 0 },
      problem: problem(code),
    });
  }

  /** Applies a carrier keyword; the relay receives the text all the same. */
  function applyKeyword(from: Address, body: string): void {
    const keyword = keywordIn(body);
    if (!keyword) return;
    if (keyword.does === 'stop') optOuts.add(from);
    if (keyword.does === 'start') optOuts.remove(from);
    delivery.arrive(from, keyword.says);
  }

  function recordInbound(
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
