import { DELIVERY_STATES, type DeliveryState } from '../../channels/delivery-state.ts';
import type { Meters } from './registry.ts';

const REASONS = ['opted-out', 'undeliverable'] as const;

interface Dependencies {
  readonly meters: Meters;
  /** Returns the number of texts of the last day in each state. */
  readonly count: () => Promise<ReadonlyMap<DeliveryState, number>>;
  /** Texts handed to the carrier within the last hour; at most `textsPerHour`. */
  readonly handed: () => Promise<number>;
  readonly textsPerHour: number;
  readonly suppressed: () => Promise<Readonly<Record<(typeof REASONS)[number], number>>>;
}

/** Registers the state of the texts that the relay sends unprompted. */
export function registerOutbox({
  meters,
  count,
  handed,
  textsPerHour,
  suppressed,
}: Dependencies): void {
  meters.reading(
    { name: 'sms_relay_outbox_texts', help: 'Texts of the last 24 hours, by delivery state.' },
    { state: DELIVERY_STATES },
    async () => {
      const texts = await count();
      return DELIVERY_STATES.map((state) => ({ labels: { state }, value: texts.get(state) ?? 0 }));
    },
  );
  meters.reading(
    {
      name: 'sms_relay_outbox_handed_last_hour',
      help: 'Texts handed to the carrier in the last hour.',
    },
    {},
    async () => [{ labels: {}, value: await handed() }],
  );
  meters.reading(
    {
      name: 'sms_relay_outbox_hourly_limit',
      help: 'The most texts handed to the carrier in an hour.',
    },
    {},
    () => [{ labels: {}, value: textsPerHour }],
  );
  meters.reading(
    { name: 'sms_relay_silenced_phones', help: 'Phones that get no texts, by reason.' },
    { reason: REASONS },
    async () => {
      const phones = await suppressed();
      return REASONS.map((reason) => ({ labels: { reason }, value: phones[reason] }));
    },
  );
}
