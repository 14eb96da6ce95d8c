import type { ChangeOperation } from '../operation/change-operation.ts';
import type { Caller } from '../people/caller.ts';
import type { PersonId } from '../people/person.ts';
import type { ApprovalTransaction } from './approval-stores.ts';
import { createAsker, type PlannedChange } from './ask-question.ts';
import { createExecutor, type ExecutorDependencies } from './executor.ts';
import { createLockout, type LockoutDependencies } from './lockout.ts';
import { mayBeReply, parseReply } from './parse-reply.ts';
import { readInput } from './read-input.ts';
import { createReplyHandler } from './reply-handler.ts';
import type { ReplyText } from './reply-text.ts';
import { createStarter } from './start-execution.ts';

interface ApprovalRequest {
  readonly caller: Caller;
  readonly change: ChangeOperation;
  readonly input: unknown;
}

/** Requests and confirms changes. No change is made in any other way. */
export interface Approvals {
  /** Returns the question that the person has to confirm first, or the reason why there is none. */
  readonly request: (request: ApprovalRequest) => Promise<ReplyText>;
  /** Returns true for a text that may answer a question; any other has no effect on one. */
  readonly mayBeReply: (text: string) => boolean;
  /** Handles a text that may answer a question; returns `undefined` when it does not. */
  readonly handleReply: (caller: Caller, text: string) => Promise<ReplyText | undefined>;
  /** Returns the question that waits for this person's code. */
  readonly waiting: (person: PersonId) => Promise<string | undefined>;
  /** Follows the executions that an earlier process began; resolves when all of them are being followed. */
  readonly recover: () => Promise<void>;
}

interface Dependencies extends ExecutorDependencies, LockoutDependencies {}

export function createApprovals(dependencies: Dependencies): Approvals {
  const { stores, transact, timeOf } = dependencies;
  const { pendingApprovals } = stores;
  const executor = createExecutor(dependencies);
  const lockout = createLockout(dependencies, executor.record);
  const asker = createAsker({ ...dependencies, record: executor.record });
  const start = createStarter({ executor, asker, transact, timeOf });
  const handleReply = createReplyHandler({ ...dependencies, lockout, executor, asker, start });

  async function request({
    change: action,
    input: raw,
    caller,
  }: ApprovalRequest): Promise<ReplyText> {
    const { id: person, face } = caller;
    const refusal = await lockout.refuse(person, stores);
    if (refusal) return refusal;
    const input = readInput(action, raw);
    return input.ok ? plan({ person, face, action, input: input.value }) : { text: input.error };
  }

  async function plan(change: PlannedChange): Promise<ReplyText> {
    const planned = await change.action.plan(change.input, change.person);
    const ask = async (tx: ApprovalTransaction): Promise<ReplyText> => {
      const refusal = await lockout.refuse(change.person, tx); // planning took its time
      if (refusal) return refusal;
      const latest = await executor.latestOf(tx, { ...change, action: change.action.name });
      if (latest?.isOpen) return asker.RUNNING;
      if (!planned.ok) return asker.cannotPlan(planned.error, change.person);
      const question = { change, planned: planned.value, latest: latest?.run };
      return asker.ask(tx, question, { replaces: change.face !== 'claude' });
    };
    return transact(ask);
  }

  return {
    request,
    mayBeReply,
    handleReply: (caller, text) => handleReply(caller, text, parseReply(text)),
    waiting: async (person) => (await pendingApprovals.get(person))?.question,
    recover: executor.recover,
  };
}
