import { z } from 'zod';
import { numberCents } from '../channels/list-price.ts';
import { formatCount, formatLimit, formatMoney } from '../core/format.ts';
import { ok } from '../core/result.ts';
import type { AreaInfo } from '../menu/area-info.ts';
import type { Screen } from '../menu/menu.ts';
import { defineListRead, type ReadOperation } from '../operation/read-operation.ts';
import { dayAfterMonth, nameOfMonth } from './month.ts';
import type { MonthCosts, TextBudget } from './text-budget.ts';
import { formatCost, isUsedUp } from './text-limit.ts';

const GET_COST = 'get_cost';

/** The screen of costs, which is reached by its words. */
export const COST: AreaInfo = {
  ...{ key: 'cost', name: 'cost', label: 'Cost' },
  words: ['costs', 'money', 'bill', 'bills', 'spending'],
};

export const costScreen = (up: string): Screen => ({
  ...{ title: 'Cost', up, operation: GET_COST },
});

interface Dependencies {
  readonly budget: Pick<TextBudget, 'ofMonth' | 'limitMicros'>;
  /** The relay's own number. */
  readonly number: string;
  /** Missing where Claude is not set up. */
  readonly claude?: ClaudeCosts | undefined;
  readonly now: () => number;
}

interface ClaudeCosts {
  readonly dayMicros: number;
  /** Returns what a month has cost. */
  readonly spentInMonth: (month: string) => Promise<{ readonly micros: number }>;
}

const Usd = z.number();

const Output = z.object({
  month: z.string(),
  texts: z.object({
    ...{ received: z.int(), sent: z.int(), not_sent: z.int(), usd: Usd },
    /** The part of it that the carrier has reported; the rest is by its list of prices. */
    ...{ reported_usd: Usd, limit_usd: Usd.optional() },
  }),
  claude: z.object({ usd: Usd, daily_limit_usd: Usd }).optional(),
  /** By the list of prices; missing where that has none. */
  number: z.object({ usd: Usd }).optional(),
});

const DOLLAR = 1_000_000;
const MICROS_PER_CENT = 10_000;

/** Defines the read of what the month costs. */
export function costOperation({ budget, number, claude, now }: Dependencies): ReadOperation {
  const { limitMicros } = budget;
  const cents = numberCents(number);

  return defineListRead({
    name: GET_COST,
    summary: 'The costs of this month: texts, Claude, the number, and what is left of the limit',
    output: Output,
    async read() {
      const costs = await budget.ofMonth();
      const { received, sent, dropped, micros, billedMicros } = costs;
      const spent = claude && (await claude.spentInMonth(costs.month));
      const value: z.infer<typeof Output> = {
        month: costs.month,
        texts: {
          ...{ received, sent, not_sent: dropped, usd: micros / DOLLAR },
          reported_usd: billedMicros / DOLLAR,
          ...(limitMicros !== undefined && { limit_usd: limitMicros / DOLLAR }),
        },
        ...(claude &&
          spent && {
            claude: { usd: spent.micros / DOLLAR, daily_limit_usd: claude.dayMicros / DOLLAR },
          }),
        ...(cents !== undefined && { number: { usd: cents / 100 } }),
      };
      return ok({ value, asOf: now(), source: 'sms-relay' });
    },
    format: (value: z.infer<typeof Output>) => ({ text: formatCosts(value) }),
  });
}

/** `Nov: 412 texts about $6.21 of $10, Claude $0.84, number about $1.15.` */
function formatCosts({ month, texts, claude, number }: z.infer<typeof Output>): string {
  const costs = toCosts(month, texts);
  const limitMicros = texts.limit_usd === undefined ? undefined : toMicros(texts.limit_usd);
  const limit = limitMicros === undefined ? '' : ` of ${formatLimit(limitMicros)}`;
  const parts = [
    `${formatCount(texts.received + texts.sent, 'text')} ${formatCost(costs)}${limit}`,
    ...(claude ? [`Claude ${formatMoney(toMicros(claude.usd))}`] : []),
    number
      ? `number about ${formatMoney(number.usd * 100 * MICROS_PER_CENT)}`
      : 'number not in the list of prices',
  ];
  const isOver = limitMicros !== undefined && isUsedUp(costs, limitMicros);
  const dropped = texts.not_sent > 0 ? `, ${texts.not_sent} not sent` : '';
  return [
    `${nameOfMonth(month)}: ${parts.join(', ')}.`,
    `Texts: ${texts.received} in, ${texts.sent} out${dropped}.`,
    ...(isOver ? [`! The limit is used up until ${dayAfterMonth(month)}.`] : []),
    ...(claude ? [`Claude may cost ${formatLimit(toMicros(claude.daily_limit_usd))} a day.`] : []),
  ].join('\n');
}

const toMicros = (usd: number): number => Math.round(usd * DOLLAR);

const toCosts = (
  month: string,
  { received, sent, not_sent: dropped, ...money }: z.infer<typeof Output>['texts'],
): MonthCosts => ({
  ...{ month, received, sent, dropped },
  ...{ micros: toMicros(money.usd), billedMicros: toMicros(money.reported_usd) },
});
