import { DELIVERY_STATES, type DeliveryState, isEnd } from '../../channels/delivery-state.ts';
import { type Billed, isWhole, listCents } from '../../channels/list-price.ts';
import { type Address, CHANNELS, parseAddress } from '../../core/address.ts';
import { type CountMessage, MESSAGE_KINDS, MESSAGE_OUTCOMES } from '../../core/message-outcome.ts';
import type { FittedAnswer } from '../../core/reply.ts';
import { REPORT_OUTCOMES, type ReportOutcome } from '../../outbox/report-outcome.ts';
import { countGsm7 } from '../../sms/gsm7.ts';
import type { Meters } from './registry.ts';

/** The fields of a received text that decide its price. */
interface Inbound {
  readonly from: Address;
  readonly media: number;
  readonly segments: number;
}

/** Metrics of texts in both directions. */
export interface TextMeters {
  readonly countMessage: CountMessage;
  readonly onReceived: (text: Inbound) => void;
  readonly onReplied: (to: Inbound, reply: FittedAnswer, tookMs: number) => void;
  readonly onAccepted: (text: { readonly to: string; readonly segments: number }) => void;
  readonly onEnded: (state: DeliveryState) => void;
  readonly countReport: (outcome: ReportOutcome) => void;
}

/** Twilio hangs up after 15 seconds. */
const REPLY_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 8, 10, 15];

export function createTextMeters(meters: Meters): TextMeters {
  const texts = meters.counter(
    { name: 'sms_relay_texts_in_total', help: 'Texts received, by kind and outcome.' },
    { kind: MESSAGE_KINDS, outcome: MESSAGE_OUTCOMES },
  );
  const seconds = meters.histogram(
    {
      name: 'sms_relay_reply_duration_seconds',
      help: 'Time from a text of an allowed phone to the response of its webhook.',
    },
    {},
    REPLY_SECONDS,
  );
  const ends = meters.counter(
    {
      name: 'sms_relay_texts_out_total',
      help: 'Texts sent by the REST API, by their first final state.',
    },
    { fate: DELIVERY_STATES.filter(isEnd) },
  );
  const parts = meters.counter(
    {
      name: 'sms_relay_segments_total',
      help: 'Segments billed; messages on WhatsApp and of texts with pictures.',
    },
    { direction: ['in', 'out'], channel: CHANNELS },
  );
  const dollars = meters.counter(
    {
      name: 'sms_relay_texts_estimated_cost_dollars_total',
      help: "Estimated cost of texts by Twilio's US list price, without carrier fees.",
    },
    { direction: ['in', 'out'] },
  );
  const reports = meters.counter(
    { name: 'sms_relay_delivery_reports_total', help: 'Delivery reports, by outcome.' },
    { outcome: REPORT_OUTCOMES },
  );

  function bill(text: Billed, direction: 'in' | 'out'): void {
    const count = isWhole(text) ? 1 : text.segments;
    parts({ direction, channel: text.channel }, count);
    dollars({ direction }, listCents(text, direction) / 100);
  }

  const billOut = (channel: Billed['channel'], count: number): void =>
    bill({ channel, media: 0, segments: count }, 'out');

  return {
    countMessage: (kind, outcome) => texts({ kind, outcome }),
    onReceived: ({ from, media, segments: count }) =>
      bill({ channel: from.channel, media, segments: count }, 'in'),
    onReplied({ from }, { text, segments }, tookMs) {
      seconds({}, tookMs / 1000);
      if (text !== undefined) billOut(from.channel, segments ?? countGsm7(text).segments);
    },
    onAccepted: ({ to, segments: count }) => billOut(parseAddress(to)?.channel ?? 'sms', count),
    onEnded: (fate) => ends({ fate }),
    countReport: (outcome) => reports({ outcome }),
  };
}
