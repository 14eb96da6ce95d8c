import type { Middleware } from '@anthropic-ai/sdk';
import type { AssistantError } from '../../assistant/assistant-error.ts';
import type { Meter, Reservation } from '../../assistant/budget.ts';
import { causesOf } from '../http-client/causes.ts';
import { isNeverSent } from '../http-client/never-sent.ts';
import { costOf, worstCostOf } from './prices.ts';

/** A call was not made because the budget does not cover its worst case. */
export class BudgetExhausted extends Error {
  override readonly name = 'BudgetExhausted';
  readonly reason: AssistantError;

  constructor(reason: AssistantError) {
    super(reason.kind);
    this.reason = reason;
  }
}

/** Runs before every attempt of every call, retries included. */
export interface SpendGuard {
  readonly guard: Middleware;
  /** Settles the open reservation by the usage figures of a complete answer. */
  readonly settle: (usage: Parameters<typeof costOf>[1]) => Promise<void>;
}

/** Reserves the worst case of each attempt; the reservation stands unless the attempt's cost is known. */
export function createSpendGuard(model: string, maxTokens: number, meter: Meter): SpendGuard {
  let open: Reservation | undefined;

  return {
    async guard(request, next) {
      if (typeof request.body !== 'string') throw new Error('the size of the request is unknown');
      const bytes = Buffer.byteLength(request.body);
      const reserved = await meter.reserve(worstCostOf(model, bytes, maxTokens));
      if (!reserved.ok) throw new BudgetExhausted(reserved.error);
      const answer = await next(request).catch(async (cause: unknown) => {
        if (neverLeft(cause)) await reserved.value.settle(0);
        throw cause;
      });
      if (answer.ok) open = reserved.value;
      else await reserved.value.settle(0); // errors are not billed
      return answer;
    },
    async settle(usage) {
      const cost = costOf(model, usage);
      const reservation = open;
      open = undefined;
      if (Number.isSafeInteger(cost) && cost >= 0) await reservation?.settle(cost);
    },
  };
}

/** The request never left, which some cause in the chain shows: the SDK wraps errors of other libraries. */
const neverLeft = (thrown: unknown): boolean => causesOf(thrown).some(isNeverSent);
