import type { Failure } from '../core/failure.ts';
import { err, map } from '../core/result.ts';
import type { ChangeOperation } from '../operation/change-operation.ts';

/** Wraps an action of the demo: every text about it begins with DEMO. */
export const asDemo = (action: ChangeOperation): ChangeOperation => ({
  ...action,
  async plan(input, by) {
    const plan = await action.plan(input, by);
    if (!plan.ok) return err(inDemo(plan.error));
    return map(plan, (value) => ({ ...value, question: `DEMO ${value.question}` }));
  },
  async verify(input, evidence, elapsedMs) {
    const outcome = await action.verify(input, evidence, elapsedMs);
    return outcome.state === 'open' ? outcome : { ...outcome, words: `DEMO ${outcome.words}` };
  },
});

const inDemo = (failure: Failure): Failure =>
  failure.kind === 'bad-input' ? { ...failure, hint: `DEMO ${failure.hint}` } : failure;
