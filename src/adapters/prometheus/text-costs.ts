import type { TextBudget } from '../../spending/text-budget.ts';
import type { Meters } from './registry.ts';

const DOLLAR = 1_000_000;

/** Registers what the texts of the month cost, over all replicas. */
export function registerTextCosts(
  meters: Meters,
  { ofMonth, limitMicros }: Pick<TextBudget, 'ofMonth' | 'limitMicros'>,
): void {
  meters.reading(
    {
      name: 'sms_relay_texts_month_cost_dollars',
      help: 'Cost of the texts of this month, by list price unless the carrier reported it.',
    },
    {},
    async () => [{ labels: {}, value: (await ofMonth()).micros / DOLLAR }],
  );
  meters.reading(
    {
      name: 'sms_relay_texts_month_dropped',
      help: 'Texts of this month that were not sent because its limit was used up.',
    },
    {},
    async () => [{ labels: {}, value: (await ofMonth()).dropped }],
  );
  if (limitMicros === undefined) return;
  meters.reading(
    {
      name: 'sms_relay_texts_month_limit_dollars',
      help: 'The most that the texts of a month may cost.',
    },
    {},
    () => [{ labels: {}, value: limitMicros / DOLLAR }],
  );
}
