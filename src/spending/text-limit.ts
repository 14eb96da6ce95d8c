import { listMicros } from '../channels/list-price.ts';
import type { Importance } from '../channels/outbound-message.ts';
import { formatLimit, formatMoney } from '../core/format.ts';
import { dayAfterMonth, nameOfMonth } from './month.ts';
import type { TextCosts } from './text-ledger.ts';

/** A share of the month's limit, in percent, that the operators are told of. */
export type LimitMark = 80 | 100;

/** No text of the relay costs more. */
const LARGEST_TEXT = listMicros({ channel: 'sms', media: 0, segments: 2 }, 'out');

const STILL = 'only critical alerts, codes and answers to operators go out';

/** Returns true for texts that go out also when the month's limit is used up. */
export const isEssential = (importance: Importance = 'other', isToOperator = false): boolean =>
  importance === 'critical' || importance === 'code' || (importance === 'answer' && isToOperator);

/** Returns true when a text might cost more than is left: from then on some texts do not go out. */
export const isUsedUp = ({ micros }: Pick<TextCosts, 'micros'>, limitMicros: number): boolean =>
  micros + LARGEST_TEXT > limitMicros;

/** Returns the highest mark that the costs have reached. */
export function markOf(costs: TextCosts, limitMicros: number): LimitMark | undefined {
  if (isUsedUp(costs, limitMicros)) return 100;
  return costs.micros >= limitMicros * 0.8 ? 80 : undefined;
}

/** `about $6.21`, and `$6.21` when the carrier has reported all of it. */
export const formatCost = ({ micros, billedMicros }: TextCosts): string =>
  micros === billedMicros ? formatMoney(micros) : `about ${formatMoney(micros)}`;

/** Words the text about a mark. */
export function wordMark(
  mark: LimitMark,
  costs: TextCosts,
  { month, limitMicros }: { readonly month: string; readonly limitMicros: number },
): string {
  const [limit, name] = [formatLimit(limitMicros), nameOfMonth(month)];
  return mark === 100
    ? `Texts have used up the ${limit} of ${name}. Until ${dayAfterMonth(month)} ${STILL}. cost tells more.`
    : `Texts cost ${formatCost(costs)} of ${limit} in ${name}. At ${limit} ${STILL}. cost tells more.`;
}

/** Describes a limit that is used up, for operators; nothing while it is not. */
export function describeLimit(
  costs: TextCosts,
  { month, limitMicros }: { readonly month: string; readonly limitMicros: number | undefined },
): readonly string[] {
  if (limitMicros === undefined || !isUsedUp(costs, limitMicros)) return [];
  const dropped = costs.dropped === 0 ? '' : `; ${costs.dropped} not sent so far`;
  const until = dayAfterMonth(month);
  return [
    `monthly limit of ${formatLimit(limitMicros)} for texts used up until ${until}: ${STILL}${dropped}`,
  ];
}
