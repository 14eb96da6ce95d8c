import type { Failure } from '../core/failure.ts';
import { err, map } from '../core/result.ts';
import type { Action } from '../operation/change-operation.ts';

/** An action on an imaginary house: whatever it says about it says so too. */
export const asDemo = (action: Action): Action => ({
  ...action,
  async plan(input) {
    const plan = await action.plan(input);
    if (!plan.ok) return err(inDemo(plan.error));
    return map(plan, (it) => ({ ...it, question: `DEMO ${it.question}` }));
  },
  async verify(input, startedAt, evidence) {
    const outcome = await action.verify(input, startedAt, evidence);
    return outcome.state === 'open' ? outcome : { ...outcome, words: `DEMO ${outcome.words}` };
  },
});

const inDemo = (failure: Failure): Failure =>
  failure.kind === 'bad-input' ? { ...failure, hint: `DEMO ${failure.hint}` } : failure;
