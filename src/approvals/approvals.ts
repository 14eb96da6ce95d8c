import { hash, randomUUID } from 'node:crypto';
import { describeFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import type { Action, Plan } from '../operation/change-operation.ts';
import { type Caller, LOOK_ONLY, mayChange } from '../people/caller.ts';
import type { PersonId } from '../people/person.ts';
import type { ConfirmedCodes } from './confirmed-codes.ts';
import { createExecutor, type Execution, type ExecutorDependencies } from './executor.ts';
import { latestOf, outcomeOf } from './history-screen.ts';
import { createLockout, type LockoutDependencies } from './lockout.ts';
import { mentions, type ParsedReply, parseReply } from './parse-reply.ts';
import { createPendingApprovals, type PendingApproval } from './pending-approvals.ts';
import { readInput } from './read-input.ts';
import type { ReplyText } from './reply-text.ts';

interface ApprovalRequest extends Pick<Execution, 'input'> {
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
  readonly waiting: (person: PersonId) => string | undefined;
  /** Drops the question that waits for this person's code. */
  readonly drop: (person: PersonId) => void;
  /** Words that name an action: `reboot`. */
  readonly verbs: ReadonlySet<string>;
  /** Follows the executions that an earlier process began. */
  readonly recover: () => void;
}

interface Dependencies extends ExecutorDependencies, LockoutDependencies {
  readonly confirmedCodes: ConfirmedCodes;
}

type PlannedChange = Omit<Execution, 'run' | 'question'>;

const RUNNING: ReplyText = { text: 'That is under way already.' };

export function createApprovals(dependencies: Dependencies): Approvals {
  const { actions, audit, commit, secondFactor, wrongCodes, confirmedCodes } = dependencies;
  const { clock, timeOf } = dependencies;
  const isSpent = (person: PersonId, code: string): boolean =>
    confirmedCodes.findRun(person, code) !== undefined;
  const pendingApprovals = createPendingApprovals(clock, isSpent);
  const executor = createExecutor(dependencies);
  const lockout = createLockout(dependencies, executor.record);

  const record = (...entry: Parameters<typeof executor.record>): Promise<void> =>
    commit(() => executor.record(...entry));

  async function request({
    action: name,
    input: raw,
    caller,
  }: ApprovalRequest): Promise<ReplyText> {
    if (!mayChange(caller)) return { text: LOOK_ONLY };
    const { id: person, face } = caller;
    const refusal = lockout.refuse(person);
    if (refusal) return refusal;
    const action = actions.find((candidate) => candidate.name === name);
    if (!action) return { text: 'Nobody here can do that.' };
    const input = readInput(action, raw);
    if (!input.ok) return { text: input.error };
    return plan({ person, face, action, input: input.value });
  }

  async function plan(change: PlannedChange): Promise<ReplyText> {
    const planned = await change.action.plan(change.input);
    if (executor.isRunning(change)) return RUNNING;
    if (!planned.ok) return cannotPlan(planned.error, change.person);
    if (change.face === 'claude' && pendingApprovals.get(change.person)) {
      return { text: 'Another question waits for its code first.' };
    }
    return ask(change, planned.value);
  }

  /** A target that cannot be read is not acted on. */
  const cannotPlan = (failure: Failure, person: PersonId): ReplyText => {
    const isSilent = 'service' in failure;
    const end = isSilent ? 'It cannot be looked at now, nothing was done.' : 'Nothing was done.';
    return { text: `${describeFailure(failure, timeOf(person))}\n${end}` };
  };

  async function ask(change: PlannedChange, planned: Plan): Promise<ReplyText> {
    const { question, note } = planned;
    const latest = executor.findLatest(change);
    const digest = digestOf(planned);
    const run = randomUUID();
    const pending = pendingApprovals.add({ ...change, run, question, digest, latest });
    await record(pending, 'asked', question);
    const second = needsSecond(change.action) ? ' and your 6 digits' : '';
    return {
      text: [question, note].filter(Boolean).join('\n'),
      footer: `Text OK ${pending.code}${second} within 5 min, NO to drop.`,
    };
  }

  const needsSecond = (action: Action): boolean =>
    action.risk === 'destroy' && secondFactor !== undefined;

  const isSecond = (action: Action, digits = ''): boolean =>
    !needsSecond(action) || secondFactor?.accepts(digits) === true;

  const describeConfirmation = ({ action }: PendingApproval): string =>
    needsSecond(action) ? 'OK, the code and your 6 digits' : 'OK and the code';

  async function handleReply(caller: Caller, text: string): Promise<ReplyText | undefined> {
    const answer = parseReply(text);
    const pending = pendingApprovals.get(caller.id);
    if (!pending) return handleReplyWithoutPending(caller, answer);
    if (!answer && !mentions(text, pending.code)) return undefined;
    return handleReplyToPending(pending, answer, caller);
  }

  async function handleReplyToPending(
    pending: PendingApproval,
    answer: ParsedReply | undefined,
    caller: Caller,
  ): Promise<ReplyText> {
    switch (answer?.is) {
      case 'code':
        return handleCode(caller, answer);
      case 'unlock':
        return lockout.unlock(caller, answer.digits);
      case 'no':
        return decline(pending);
      case 'unclear':
      case undefined:
        return { text: `Text ${describeConfirmation(pending)}, or NO to drop.` };
      default:
        return answer satisfies never;
    }
  }

  async function decline(pending: PendingApproval): Promise<ReplyText> {
    pendingApprovals.remove(pending.person);
    await record(pending, 'dropped', `dropped: ${pending.question}`);
    return { text: 'Dropped, nothing was done.' };
  }

  /** Without a pending question, six digits or a no may mean anything. */
  async function handleReplyWithoutPending(
    caller: Caller,
    answer: ParsedReply | undefined,
  ): Promise<ReplyText | undefined> {
    switch (answer?.is) {
      case 'code':
        return answer.isBare && !isSpent(caller.id, answer.code)
          ? undefined
          : handleCode(caller, answer);
      case 'unlock':
        return lockout.unlock(caller, answer.digits);
      case 'no':
        return answer.isPlain ? { text: 'No question is open.' } : undefined;
      case 'unclear':
      case undefined:
        return undefined;
      default:
        return answer satisfies never;
    }
  }

  async function handleCode(caller: Caller, { code, second }: CodeAnswer): Promise<ReplyText> {
    if (!mayChange(caller)) return { text: LOOK_ONLY };
    const person = caller.id;
    const run = confirmedCodes.findRun(person, code);
    if (run !== undefined) {
      return {
        text: outcomeOf(run, audit, timeOf(person)) ?? 'Nothing waits for this code any more.',
      };
    }
    const refusal = lockout.refuse(person);
    if (refusal) return refusal;
    const pending = pendingApprovals.get(person);
    if (!pending) {
      return {
        text: ['Nothing waits for a code.', ...latestOf(person, dependencies, timeOf(person))].join(
          '\n',
        ),
      };
    }
    return confirm(pending, code, second);
  }

  /** Checks a code. Nothing is awaited before it is spent, so that no second text comes in between. */
  async function confirm(
    pending: PendingApproval,
    code: string,
    second?: string,
  ): Promise<ReplyText> {
    const { person, run, action } = pending;
    if (needsSecond(action) && second === undefined) {
      return { text: `This needs ${describeConfirmation(pending)}, in this order.` };
    }
    if (code !== pending.code) {
      const reply = await lockout.countWrong(pending, WRONG_CODE);
      if (lockout.refuse(person)) pendingApprovals.remove(person);
      return reply;
    }
    pendingApprovals.remove(person);
    const isGood = await commit(() => {
      if (!isSecond(action, second)) return false;
      wrongCodes.forgive(person);
      confirmedCodes.remember({ person, run, code });
      return true;
    });
    return isGood ? begin(pending) : lockout.countWrong(pending, WRONG_DIGITS);
  }

  /** Plans once more before anything is done: when the target has changed since it was shown, the person is asked again. */
  async function begin(pending: PendingApproval): Promise<ReplyText> {
    const { action, input, question } = pending;
    const planned = await action.plan(input);
    if (executor.isRunning(pending)) {
      await record(pending, 'refused', `under way already: ${question}`);
      return RUNNING;
    }
    if (!planned.ok) {
      await record(pending, 'refused', `could not be looked at: ${question}`);
      return cannotPlan(planned.error, pending.person);
    }
    const latest = executor.findLatest(pending);
    if (latest !== undefined && latest !== pending.latest) {
      await record(pending, 'refused', `done meanwhile: ${question}`);
      const outcome = outcomeOf(latest, audit, timeOf(pending.person));
      return askAgain(pending, planned.value, outcome ?? 'Done meanwhile.');
    }
    if (digestOf(planned.value) !== pending.digest) {
      await record(pending, 'refused', `changed meanwhile: ${question}`);
      return askAgain(pending, planned.value, 'It changed meanwhile.');
    }
    return { text: await executor.execute({ ...pending, evidence: planned.value.evidence }) };
  }

  async function askAgain(before: PendingApproval, planned: Plan, why: string): Promise<ReplyText> {
    const { person, action, input, face } = before;
    const again = await ask({ person, action, input, face }, planned);
    return { ...again, text: `${why} ${again.text}` };
  }

  return {
    request,
    handleReply,
    parseCommand(verb, words) {
      for (const action of actions) {
        const input = action.verb === verb ? action.parseArguments?.(words) : undefined;
        if (input) return { action: action.name, input };
      }
      return undefined;
    },
    waiting: (person) => pendingApprovals.get(person)?.question,
    drop: (person) => pendingApprovals.remove(person),
    verbs: new Set(actions.map(({ verb }) => verb)),
    recover: executor.recover,
  };
}

type CodeAnswer = Extract<ParsedReply, { is: 'code' }>;

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

/** A code is valid for the question that was shown, and for the target that the area's own digest identifies. */
const digestOf = ({ question, digest }: Plan): string =>
  hash('sha256', JSON.stringify([question, digest]), 'hex');
