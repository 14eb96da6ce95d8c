import { DELIVERY_STATES, type DeliveryState } from '../../channels/delivery-state.ts';
import type { Meters } from './registry.ts';

const REASONS = ['opted-out', 'undeliverable'] as const;

interface Dependencies {
  readonly meters: Meters;
  /** Of the last day. */
  readonly count: () => ReadonlyMap<DeliveryState, number>;
  /** Handed over within the last hour, and the most that may be. */
  readonly handed: () => number;
  readonly textsPerHour: number;
  readonly silenced: () => Readonly<Record<(typeof REASONS)[number], number>>;
}

/** Tells how the texts that the relay starts itself are doing. */
export function registerOutbox({
  meters,
  count,
  handed,
  textsPerHour,
  silenced,
}: Dependencies): void {
  meters.reading(
    { name: 'sms_relay_outbox_texts', help: 'Texts of the last 24 hours, by how far they got.' },
    { state: DELIVERY_STATES },
    () => {
      const texts = count();
      return DELIVERY_STATES.map((state) => ({ labels: { state }, value: texts.get(state) ?? 0 }));
    },
  );
  meters.reading(
    { name: 'sms_relay_outbox_handed_last_hour', help: 'Texts given to the carrier in an hour.' },
    {},
    () => [{ labels: {}, value: handed() }],
  );
  meters.reading(
    { name: 'sms_relay_outbox_hourly_limit', help: 'The most texts given to it in an hour.' },
    {},
    () => [{ labels: {}, value: textsPerHour }],
  );
  meters.reading(
    { name: 'sms_relay_silenced_phones', help: 'Phones that get no texts, by the reason.' },
    { reason: REASONS },
    () => {
      const phones = silenced();
      return REASONS.map((reason) => ({ labels: { reason }, value: phones[reason] }));
    },
  );
}
