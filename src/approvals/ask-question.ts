import { randomInt, randomUUID } from 'node:crypto';
import { describeFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import type { ChangeOperation, Plan } from '../operation/change-operation.ts';
import type { PersonId } from '../people/person.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { ApprovalTransaction } from './approval-stores.ts';
import type { Executor } from './executor.ts';
import { hashCode } from './hash-code.ts';
import type { ApprovalQuestion } from './pending-approvals.ts';
import type { ReplyText } from './reply-text.ts';
import type { SecondFactor } from './second-factor.ts';

/** A change that was asked for, before there is a question about it. */
export interface PlannedChange extends Pick<ApprovalQuestion, 'person' | 'input' | 'face'> {
  readonly action: ChangeOperation;
}

interface NewQuestion {
  readonly change: PlannedChange;
  readonly planned: Plan;
  /** The latest execution of the same action and input. */
  readonly latest: string | undefined;
}

/** Asks people about actions, and says why it cannot. */
export interface Asker {
  readonly RUNNING: ReplyText;
  /** Stores a question with a new code. */
  readonly ask: (
    tx: ApprovalTransaction,
    question: NewQuestion,
    how: { readonly replaces: boolean },
  ) => Promise<ReplyText>;
  /** A target that cannot be read is not acted on. */
  readonly cannotPlan: (failure: Failure, person: PersonId) => ReplyText;
  /** Returns true when the code alone is not enough. */
  readonly needsSecond: (action: ChangeOperation) => boolean;
}

interface Dependencies {
  readonly secondFactor: SecondFactor | undefined;
  readonly record: Executor['record'];
  readonly timeOf: TimeOfPerson;
}

/** The number of different codes of six digits. */
export const CODE_COUNT = 1_000_000;

const CODES = 'Another question waits for its code first.';

export function createAsker({ secondFactor, record, timeOf }: Dependencies): Asker {
  const needsSecond = (action: ChangeOperation): boolean =>
    action.risk === 'destroy' && secondFactor !== undefined;

  return {
    RUNNING: { text: 'That is under way already.' },
    needsSecond,

    async ask(tx, { change, planned, latest }, how) {
      const { person, action, input, face } = change;
      const { question, note } = planned;
      const run = randomUUID();
      const code = await makeCode(tx, change);
      const pending = { run, person, face, action: action.name, input, question, latest };
      const { digest, evidence } = planned;
      const stored = { ...pending, digest, evidence, codeHash: hashCode(run, code) };
      if (!(await tx.pendingApprovals.add(stored, how))) return { text: CODES };
      await record(tx, pending, { event: 'asked', words: question });
      const second = needsSecond(action) ? ' and your 6 digits' : '';
      return {
        text: [question, note].filter(Boolean).join('\n'),
        footer: `Text OK ${code}${second} within 5 min, NO to drop.`,
      };
    },

    cannotPlan(failure, person) {
      const isSilent = 'service' in failure;
      const end = isSilent ? 'It cannot be looked at now, nothing was done.' : 'Nothing was done.';
      return { text: `${describeFailure(failure, timeOf(person))}\n${end}` };
    },
  };
}

/** A code that was confirmed may arrive again: it is never made again for the same person. */
async function makeCode(
  tx: Pick<ApprovalTransaction, 'confirmedCodes'>,
  { person }: Pick<PlannedChange, 'person'>,
): Promise<string> {
  for (;;) {
    const code = String(randomInt(CODE_COUNT)).padStart(6, '0');
    if ((await tx.confirmedCodes.findRun(person, code)) === undefined) return code;
  }
}
