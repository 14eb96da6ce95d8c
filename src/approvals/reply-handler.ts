import type { Catalogue } from '../operation/catalogue.ts';
import type { ChangeOperation } from '../operation/change-operation.ts';
import { type Caller, LOOK_ONLY, mayChange } from '../people/caller.ts';
import type { People } from '../people/people.ts';
import type { PersonId } from '../people/person.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { Transact } from '../store/transact.ts';
import type { ApprovalStores, ApprovalTransaction } from './approval-stores.ts';
import type { Asker } from './ask-question.ts';
import type { Executor } from './executor.ts';
import { hashCode } from './hash-code.ts';
import { latestOf, outcomeOf } from './history-screen.ts';
import type { Lockout } from './lockout.ts';
import { mentions, type ParsedReply } from './parse-reply.ts';
import type { PendingApproval } from './pending-approvals.ts';
import type { ReplyText } from './reply-text.ts';
import type { SecondFactor } from './second-factor.ts';
import type { Starter } from './start-execution.ts';

/** Handles a text that may answer a question; returns `undefined` when it does not. */
type ReplyHandler = (
  caller: Caller,
  text: string,
  reply: ParsedReply | undefined,
) => Promise<ReplyText | undefined>;

interface Dependencies {
  readonly findChange: Catalogue['findChange'];
  readonly people: People;
  readonly secondFactor: SecondFactor | undefined;
  readonly stores: ApprovalStores;
  readonly transact: Transact<ApprovalTransaction>;
  readonly lockout: Lockout;
  readonly executor: Executor;
  readonly asker: Asker;
  readonly start: Starter;
  readonly timeOf: TimeOfPerson;
}

type CodeAnswer = Extract<ParsedReply, { is: 'code' }>;

/** A good code: its question waits no more. */
interface Redeemed {
  readonly pending: PendingApproval;
  readonly action: ChangeOperation;
}

export function createReplyHandler(dependencies: Dependencies): ReplyHandler {
  const { findChange, people, secondFactor, stores, transact, timeOf } = dependencies;
  const { lockout, executor, asker, start } = dependencies;

  const actionOf = ({ action }: PendingApproval): ChangeOperation | undefined => findChange(action);

  const describeConfirmation = (action: ChangeOperation | undefined): string =>
    action && asker.needsSecond(action) ? 'OK, the code and your 6 digits' : 'OK and the code';

  async function handleReplyToPending(
    pending: PendingApproval,
    caller: Caller,
    reply: ParsedReply | undefined,
  ): Promise<ReplyText> {
    switch (reply?.is) {
      case 'code':
        return handleCode(caller, reply);
      case 'unlock':
        return lockout.unlock(caller, reply.digits);
      case 'no':
        return transact((tx) => decline(tx, pending));
      case 'unclear':
      case undefined:
        return { text: `Text ${describeConfirmation(actionOf(pending))}, or NO to drop.` };
      default:
        return reply satisfies never;
    }
  }

  async function decline(tx: ApprovalTransaction, pending: PendingApproval): Promise<ReplyText> {
    const { person, run, question } = pending;
    if (!(await tx.pendingApprovals.redeem(person, run))) return { text: 'No question is open.' };
    await executor.record(tx, pending, { event: 'dropped', words: `dropped: ${question}` });
    return { text: 'Dropped, nothing was done.' };
  }

  /** Without a pending question, six digits or a no may mean anything. */
  async function handleReplyWithoutPending(
    caller: Caller,
    reply: ParsedReply | undefined,
  ): Promise<ReplyText | undefined> {
    switch (reply?.is) {
      case 'code':
        if (reply.isBare && !(await isSpent(caller.id, reply.code))) return undefined;
        return handleCode(caller, reply);
      case 'unlock':
        return lockout.unlock(caller, reply.digits);
      case 'no':
        return reply.isPlain ? { text: 'No question is open.' } : undefined;
      case 'unclear':
      case undefined:
        return undefined;
      default:
        return reply satisfies never;
    }
  }

  const isSpent = async (person: PersonId, code: string): Promise<boolean> =>
    (await stores.confirmedCodes.findRun(person, code)) !== undefined;

  async function handleCode(caller: Caller, answer: CodeAnswer): Promise<ReplyText> {
    if (!mayChange(caller)) return { text: LOOK_ONLY };
    const result = await transact((tx) => redeem(tx, caller.id, answer));
    return 'pending' in result ? start(result.pending, result.action) : result;
  }

  /** Redeems a code. All that it depends on and all that it changes is one transaction, so that no second text comes in between. */
  async function redeem(
    tx: ApprovalTransaction,
    person: PersonId,
    { code, second }: CodeAnswer,
  ): Promise<ReplyText | Redeemed> {
    const run = await tx.confirmedCodes.findRun(person, code);
    if (run !== undefined) {
      const outcome = await outcomeOf(run, tx.audit, timeOf(person));
      return { text: outcome ?? 'Nothing waits for this code any more.' };
    }
    const refusal = await lockout.refuse(person, tx);
    if (refusal) return refusal;
    const pending = await tx.pendingApprovals.get(person);
    if (!pending) {
      const latest = await latestOf(person, { audit: tx.audit, people }, timeOf(person));
      return { text: ['Nothing waits for a code.', ...latest].join('\n') };
    }
    return check(tx, pending, { code, second });
  }

  async function check(
    tx: ApprovalTransaction,
    pending: PendingApproval,
    { code, second }: Pick<CodeAnswer, 'code' | 'second'>,
  ): Promise<ReplyText | Redeemed> {
    const { person, run } = pending;
    const action = actionOf(pending);
    if (action && asker.needsSecond(action) && second === undefined) {
      return { text: `This needs ${describeConfirmation(action)}, in this order.` };
    }
    if (hashCode(run, code) !== pending.codeHash) {
      return lockout.countWrong(tx, pending, WRONG_CODE);
    }
    if (!(await tx.pendingApprovals.redeem(person, run))) {
      return { text: 'Nothing waits for this code any more.' };
    }
    if (!action) return refuseUnknown(tx, pending); // it is not set up any more
    if (!(await isSecond(tx, action, second))) {
      return lockout.countWrong(tx, pending, WRONG_DIGITS);
    }
    await tx.wrongCodes.forgive(person);
    await tx.confirmedCodes.remember({ person, run, code });
    return { pending, action };
  }

  async function refuseUnknown(
    tx: ApprovalTransaction,
    pending: PendingApproval,
  ): Promise<ReplyText> {
    const words = `not set up any more: ${pending.question}`;
    await executor.record(tx, pending, { event: 'refused', words });
    return { text: 'Nobody here can do that.' };
  }

  async function isSecond(
    { usedCodes }: ApprovalTransaction,
    action: ChangeOperation,
    digits = '',
  ): Promise<boolean> {
    if (!asker.needsSecond(action)) return true;
    const step = secondFactor?.stepOf(digits);
    return step !== undefined && usedCodes.use(step);
  }

  return async (caller, text, reply) => {
    if (!reply && !mentions(text, () => true)) return undefined; // nearly every text: the store is not asked
    const pending = await stores.pendingApprovals.get(caller.id);
    if (!pending) return handleReplyWithoutPending(caller, reply);
    const { run, codeHash } = pending;
    const isAbout = reply || mentions(text, (code) => hashCode(run, code) === codeHash);
    return isAbout ? handleReplyToPending(pending, caller, reply) : undefined;
  };
}

const WRONG_CODE = {
  words: 'Not the code.',
  event: 'wrong-code',
  record: 'wrong code',
} as const;

const WRONG_DIGITS = {
  words: 'Not the 6 digits of your app. Nothing was done, ask again.',
  event: 'refused',
  record: 'wrong second code',
} as const;
