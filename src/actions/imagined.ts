import { map } from '../core/result.ts';
import type { Action } from '../operation/action.ts';

/** An action on an imaginary house: whatever it says about it says so too. */
export const imagined = (action: Action): Action => ({
  ...action,
  plan: async (input) =>
    map(await action.plan(input), (plan) => ({ ...plan, question: `DEMO ${plan.question}` })),
  async look(input, startedAt) {
    const outcome = await action.look(input, startedAt);
    return outcome.state === 'open' ? outcome : { ...outcome, words: `DEMO ${outcome.words}` };
  },
});
