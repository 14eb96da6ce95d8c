import type { ChangeOperation } from '../operation/change-operation.ts';
import { type Caller, LOOK_ONLY, mayChange } from '../people/caller.ts';
import type { PersonId } from '../people/person.ts';
import type { ApprovalTransaction } from './approval-stores.ts';
import { createAsker, type PlannedChange } from './ask-question.ts';
import { createExecutor, type ExecutorDependencies } from './executor.ts';
import { createLockout, type LockoutDependencies } from './lockout.ts';
import { parseReply } from './parse-reply.ts';
import { readInput } from './read-input.ts';
import { createReplyHandler } from './reply-handler.ts';
import type { ReplyText } from './reply-text.ts';
import { createStarter } from './start-execution.ts';

interface ApprovalRequest extends Pick<PlannedChange, 'input'> {
  readonly caller: Caller;
  readonly action: string;
}

/** Requests and confirms actions. No action runs any other way. */
export interface Approvals {
  /** Returns the question that the person has to confirm first, or the reason why there is none. */
  readonly request: (request: ApprovalRequest) => Promise<ReplyText>;
  /** Handles a text that may answer a question; returns `undefined` when it does not. */
  readonly handleReply: (caller: Caller, text: string) => Promise<ReplyText | undefined>;
  /** Reads the request in `ban 203.0.113.5`, where the words themselves name the target. */
  readonly parseCommand: (
    verb: string,
    words: string,
  ) => Pick<ApprovalRequest, 'action' | 'input'> | undefined;
  /** Returns the question that waits for this person's code. */
  readonly waiting: (person: PersonId) => Promise<string | undefined>;
  /** Words that name an action: `reboot`. */
  readonly verbs: ReadonlySet<string>;
  /** Follows the executions that an earlier process began; resolves when all of them are being followed. */
  readonly recover: () => Promise<void>;
}

interface Dependencies extends ExecutorDependencies, LockoutDependencies {}

export function createApprovals(dependencies: Dependencies): Approvals {
  const { actions, stores, transact, timeOf } = dependencies;
  const { pendingApprovals } = stores;
  const executor = createExecutor(dependencies);
  const lockout = createLockout(dependencies, executor.record);
  const asker = createAsker({ ...dependencies, record: executor.record });
  const start = createStarter({ executor, asker, transact, timeOf });
  const handleReply = createReplyHandler({ ...dependencies, lockout, executor, asker, start });

  async function request({
    action: name,
    input: raw,
    caller,
  }: ApprovalRequest): Promise<ReplyText> {
    if (!mayChange(caller)) return { text: LOOK_ONLY };
    const { id: person, face } = caller;
    const refusal = await lockout.refuse(person, stores);
    if (refusal) return refusal;
    const action = actions.find((candidate) => candidate.name === name);
    if (!action) return { text: 'Nobody here can do that.' };
    const input = readInput(action, raw);
    return input.ok ? plan({ person, face, action, input: input.value }) : { text: input.error };
  }

  async function plan(change: PlannedChange): Promise<ReplyText> {
    const planned = await change.action.plan(change.input);
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
    handleReply: (caller, text) => handleReply(caller, text, parseReply(text)),
    parseCommand: (verb, words) => parseCommand(actions, verb, words),
    waiting: async (person) => (await pendingApprovals.get(person))?.question,
    verbs: new Set(actions.map(({ verb }) => verb)),
    recover: executor.recover,
  };
}

function parseCommand(actions: readonly ChangeOperation[], verb: string, words: string) {
  for (const action of actions) {
    const input = action.verb === verb ? action.parseArguments?.(words) : undefined;
    if (input) return { action: action.name, input };
  }
  return undefined;
}
