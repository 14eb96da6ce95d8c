import { hash, randomUUID } from 'node:crypto';
import { describeFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Action, Plan } from '../operation/change-operation.ts';
import type { ConfirmedCodes } from './confirmed-codes.ts';
import { createExecutor, type Execution, type ExecutorDependencies } from './executor.ts';
import { latestOf, outcomeOf } from './history-screen.ts';
import { createLockout, type LockoutDependencies } from './lockout.ts';
import { mentions, type ParsedReply, parseReply } from './parse-reply.ts';
import { createPendingApprovals, type PendingApproval } from './pending-approvals.ts';
import { readInput } from './read-input.ts';
import type { ReplyText } from './reply-text.ts';

interface Wish extends Pick<Execution, 'person' | 'input' | 'face'> {
  readonly action: string;
}

/** Where actions are asked for and confirmed. There is no other way to any of them. */
export interface Approvals {
  /** The question that has to be answered first, or why it cannot be asked. */
  readonly request: (wish: Wish) => Promise<ReplyText>;
  /** What a text means here; nothing when it is no answer to a question. */
  readonly handleReply: (person: PhoneNumber, text: string) => Promise<ReplyText | undefined>;
  /** The wish in `ban 203.0.113.5`, where the words themselves say what it is about. */
  readonly parseCommand: (
    verb: string,
    words: string,
  ) => Pick<Wish, 'action' | 'input'> | undefined;
  /** The question that waits for this person's code. */
  readonly waiting: (person: PhoneNumber) => string | undefined;
  /** Words that name an action: `reboot`. */
  readonly verbs: ReadonlySet<string>;
  /** Look how that ended which an earlier process began. */
  readonly recover: () => void;
}

interface Dependencies extends ExecutorDependencies, LockoutDependencies {
  readonly confirmedCodes: ConfirmedCodes;
}

const UNDER_WAY: ReplyText = { text: 'That is under way already.' };

export function createApprovals(parts: Dependencies): Approvals {
  const { actions, audit, commit, secondFactor, wrongCodes, confirmedCodes } = parts;
  const { clock, time, operators } = parts;
  const isSpent = (person: PhoneNumber, code: string): boolean =>
    confirmedCodes.findRun(person, code) !== undefined;
  const questions = createPendingApprovals(clock, isSpent);
  const runner = createExecutor(parts);
  const lockout = createLockout(parts, runner.record);

  const addLine = (...line: Parameters<typeof runner.record>): Promise<void> =>
    commit(() => runner.record(...line));

  async function request({ action: name, input: raw, ...wish }: Wish): Promise<ReplyText> {
    const refusal = lockout.refuse(wish.person);
    if (refusal) return refusal;
    const action = actions.find((it) => it.name === name);
    if (!action) return { text: 'Nobody here can do that.' };
    const input = readInput(action, raw);
    return input.ok ? look({ ...wish, action, input: input.value }) : { text: input.error };
  }

  async function look(wish: Omit<Execution, 'run' | 'question'>): Promise<ReplyText> {
    const plan = await wish.action.plan(wish.input);
    if (runner.isUnderWay(wish)) return UNDER_WAY;
    if (!plan.ok) return notSeen(plan.error);
    if (wish.face === 'claude' && questions.waiting(wish.person)) {
      return { text: 'Another question waits for its code first.' };
    }
    return ask(wish, plan.value);
  }

  /** What cannot be looked at is not acted on. */
  const notSeen = (failure: Failure): ReplyText => {
    const isSilent = 'service' in failure;
    const end = isSilent ? 'It cannot be looked at now, nothing was done.' : 'Nothing was done.';
    return { text: `${describeFailure(failure, time)}\n${end}` };
  };

  async function ask(wish: Omit<Execution, 'run' | 'question'>, plan: Plan): Promise<ReplyText> {
    const { question, note } = plan;
    const latest = runner.findLatest(wish);
    const digest = digestOf(plan);
    const pending = questions.ask({ ...wish, run: randomUUID(), question, digest, latest });
    await addLine(pending, 'asked', question);
    const second = needsSecond(wish.action) ? ' and your 6 digits' : '';
    return {
      text: [question, note].filter(Boolean).join('\n'),
      footer: `Text OK ${pending.code}${second} within 5 min, NO to drop.`,
    };
  }

  const needsSecond = (action: Action): boolean =>
    action.risk === 'destroy' && secondFactor !== undefined;

  const isSecond = (action: Action, digits = ''): boolean =>
    !needsSecond(action) || secondFactor?.accepts(digits) === true;

  const wayToConfirm = ({ action }: PendingApproval): string =>
    needsSecond(action) ? 'OK, the code and your 6 digits' : 'OK and the code';

  async function handleReply(person: PhoneNumber, text: string): Promise<ReplyText | undefined> {
    const answer = parseReply(text);
    const pending = questions.waiting(person);
    return pending
      ? handleReplyToPending(pending, answer, text)
      : handleReplyWithoutPending(person, answer);
  }

  async function handleReplyToPending(
    pending: PendingApproval,
    answer: ParsedReply | undefined,
    text: string,
  ): Promise<ReplyText | undefined> {
    if (!answer && !mentions(text, pending.code)) return undefined;
    switch (answer?.is) {
      case 'code':
        return handleCode(pending.person, answer);
      case 'unlock':
        return lockout.unlock(pending.person, answer.digits);
      case 'no':
        return drop(pending);
      case 'unclear':
      case undefined:
        return { text: `Text ${wayToConfirm(pending)}, or NO to drop.` };
      default:
        return answer satisfies never;
    }
  }

  async function drop(pending: PendingApproval): Promise<ReplyText> {
    questions.drop(pending.person);
    await addLine(pending, 'dropped', `dropped: ${pending.question}`);
    return { text: 'Dropped, nothing was done.' };
  }

  /** Where no question waits, six digits and a no may be about anything. */
  async function handleReplyWithoutPending(
    person: PhoneNumber,
    answer: ParsedReply | undefined,
  ): Promise<ReplyText | undefined> {
    switch (answer?.is) {
      case 'code':
        return answer.isBare && !isSpent(person, answer.code)
          ? undefined
          : handleCode(person, answer);
      case 'unlock':
        return lockout.unlock(person, answer.digits);
      case 'no':
        return answer.isPlain ? { text: 'No question is open.' } : undefined;
      case 'unclear':
      case undefined:
        return undefined;
      default:
        return answer satisfies never;
    }
  }

  async function handleCode(person: PhoneNumber, { code, second }: CodeAnswer): Promise<ReplyText> {
    if (!operators.has(person)) return { text: 'This number may only look.' };
    const run = confirmedCodes.findRun(person, code);
    if (run !== undefined) {
      return { text: outcomeOf(run, audit, time) ?? 'Nothing waits for this code any more.' };
    }
    const refusal = lockout.refuse(person);
    if (refusal) return refusal;
    const pending = questions.waiting(person);
    if (!pending) {
      return { text: ['Nothing waits for a code.', ...latestOf(person, audit, time)].join('\n') };
    }
    return confirm(pending, code, second);
  }

  /** Judges a code. Until it is spent nothing is awaited, so that no second text comes in between. */
  async function confirm(
    pending: PendingApproval,
    code: string,
    second?: string,
  ): Promise<ReplyText> {
    const { person, run, action } = pending;
    if (needsSecond(action) && second === undefined) {
      return { text: `This needs ${wayToConfirm(pending)}, in this order.` };
    }
    if (code !== pending.code) {
      const said = await lockout.countWrong(pending, WRONG_CODE);
      if (lockout.refuse(person)) questions.drop(person);
      return said;
    }
    questions.drop(person);
    const isGood = await commit(() => {
      if (!isSecond(action, second)) return false;
      wrongCodes.forgive(person);
      confirmedCodes.remember({ person, run, code });
      return true;
    });
    return isGood ? begin(pending) : lockout.countWrong(pending, WRONG_DIGITS);
  }

  /** Looks once more before anything is done: what is no longer as it was shown is asked about again. */
  async function begin(pending: PendingApproval): Promise<ReplyText> {
    const { action, input, question } = pending;
    const plan = await action.plan(input);
    if (runner.isUnderWay(pending)) {
      await addLine(pending, 'refused', `under way already: ${question}`);
      return UNDER_WAY;
    }
    if (!plan.ok) {
      await addLine(pending, 'refused', `could not be looked at: ${question}`);
      return notSeen(plan.error);
    }
    const latest = runner.findLatest(pending);
    if (latest !== undefined && latest !== pending.latest) {
      await addLine(pending, 'refused', `done meanwhile: ${question}`);
      return askAgain(pending, plan.value, outcomeOf(latest, audit, time) ?? 'Done meanwhile.');
    }
    if (digestOf(plan.value) !== pending.digest) {
      await addLine(pending, 'refused', `changed meanwhile: ${question}`);
      return askAgain(pending, plan.value, 'It changed meanwhile.');
    }
    return { text: await runner.execute({ ...pending, evidence: plan.value.evidence }) };
  }

  async function askAgain(before: PendingApproval, plan: Plan, why: string): Promise<ReplyText> {
    const { person, action, input, face } = before;
    const again = await ask({ person, action, input, face }, plan);
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
    waiting: (person) => questions.waiting(person)?.question,
    verbs: new Set(actions.map(({ verb }) => verb)),
    recover: runner.recover,
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

/** A code is for the words that were shown, and for what an area says they stand for. */
const digestOf = ({ question, digest }: Plan): string =>
  hash('sha256', JSON.stringify([question, digest]), 'hex');
