import type { ChangeOperation } from '../operation/change-operation.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { Transact } from '../store/transact.ts';
import type { ApprovalTransaction } from './approval-stores.ts';
import type { Asker } from './ask-question.ts';
import type { Executor } from './executor.ts';
import { outcomeOf } from './history-screen.ts';
import type { PendingApproval } from './pending-approvals.ts';
import type { ReplyText } from './reply-text.ts';

/** Starts a confirmed action, or says why it does not. */
export type Starter = (pending: PendingApproval, action: ChangeOperation) => Promise<ReplyText>;

interface Dependencies {
  readonly executor: Executor;
  readonly asker: Asker;
  readonly transact: Transact<ApprovalTransaction>;
  readonly timeOf: TimeOfPerson;
}

type Planned = Awaited<ReturnType<ChangeOperation['plan']>>;

export function createStarter({ executor, asker, transact, timeOf }: Dependencies): Starter {
  /** Records the beginning; returns the reply instead when the target is not as it was shown. */
  async function begin(
    tx: ApprovalTransaction,
    pending: PendingApproval,
    { action, planned }: { readonly action: ChangeOperation; readonly planned: Planned },
  ): Promise<ReplyText | undefined> {
    const { question } = pending;
    const refuse = (why: string) =>
      executor.record(tx, pending, { event: 'refused', words: `${why}: ${question}` });
    const latest = await executor.latestOf(tx, pending);
    if (latest?.isOpen) {
      await refuse('under way already');
      return asker.RUNNING;
    }
    if (!planned.ok) {
      await refuse('could not be looked at');
      return asker.cannotPlan(planned.error, pending.person);
    }

    async function askAgain(plan: typeof planned & { ok: true }, why: string): Promise<ReplyText> {
      const again = { change: { ...pending, action }, planned: plan.value, latest: latest?.run };
      const reply = await asker.ask(tx, again, { replaces: true });
      return { ...reply, text: `${why} ${reply.text}` };
    }

    if (latest !== undefined && latest.run !== pending.latest) {
      await refuse('done meanwhile');
      const outcome = await outcomeOf(latest.run, tx.audit, timeOf(pending.person));
      return askAgain(planned, outcome ?? 'Done meanwhile.');
    }
    if (!action.isSame(pending, planned.value)) {
      await refuse('changed meanwhile');
      return askAgain(planned, 'It changed meanwhile.');
    }
    const { evidence } = planned.value;
    const isFirst = await executor.begin(tx, { ...pending, evidence }, pending.latest);
    return isFirst ? undefined : asker.RUNNING;
  }

  /** Plans once more before anything is done: when the target has changed since it was shown, the person is asked again. */
  return async (pending, action) => {
    const planned = await action.plan(pending.input, pending.person);
    const reply = await transact((tx) => begin(tx, pending, { action, planned }));
    if (reply || !planned.ok) return reply ?? asker.RUNNING;
    const { evidence } = planned.value;
    return { text: await executor.execute({ ...pending, change: action, evidence }) };
  };
}
