import type { Middleware } from '@anthropic-ai/sdk';
import type { AssistantError } from '../../assistant/assistant-error.ts';
import type { Meter, Reservation } from '../../assistant/budget.ts';
import { isNeverSent } from '../http-client/never-sent.ts';
import { causesOf } from './causes.ts';
import { costOf, worstCostOf } from './prices.ts';

/** A call was not made because nothing was left to pay it with. */
export class NotPaid extends Error {
  override readonly name = 'NotPaid';
  readonly trouble: AssistantError;

  constructor(trouble: AssistantError) {
    super(trouble.kind);
    this.trouble = trouble;
  }
}

/** Stands before every attempt of every call, those that are repeated included. */
export interface SpendGuard {
  readonly guard: Middleware;
  /** The figures of the answer that is complete now. */
  readonly settle: (usage: Parameters<typeof costOf>[1]) => void;
}

/** Money is set aside for the worst case, and stays so unless it is known what an attempt cost. */
export function createSpendGuard(model: string, maxTokens: number, meter: Meter): SpendGuard {
  let open: Reservation | undefined;

  return {
    async guard(request, next) {
      if (typeof request.body !== 'string') throw new Error('a request of unknown size');
      const bytes = Buffer.byteLength(request.body);
      const held = await meter.hold(worstCostOf(model, bytes, maxTokens));
      if (!held.ok) throw new NotPaid(held.error);
      const answer = await next(request).catch((cause: unknown) => {
        if (neverLeft(cause)) held.value.settle(0);
        throw cause;
      });
      if (answer.ok) open = held.value;
      else held.value.settle(0); // errors are not billed
      return answer;
    },
    settle(usage) {
      const cost = costOf(model, usage);
      if (Number.isSafeInteger(cost) && cost >= 0) open?.settle(cost);
      open = undefined;
    },
  };
}

/** Nobody was there to take it: the SDK wraps what others throw. */
const neverLeft = (thrown: unknown): boolean => causesOf(thrown).some(isNeverSent);
