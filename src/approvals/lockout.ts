import { randomUUID } from 'node:crypto';
import type { AuditEvent } from '../audit/audit.ts';
import type { Clock } from '../core/clock.ts';
import { formatDuration } from '../core/format.ts';
import { currentTraceId } from '../core/trace.ts';
import { activeOperators, isActiveOperator } from '../people/active-people.ts';
import { type Caller, LOOK_ONLY, mayChange } from '../people/caller.ts';
import type { People } from '../people/people.ts';
import { describePerson, type PersonId } from '../people/person.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { Transact } from '../store/transact.ts';
import type { ApprovalStores, ApprovalTransaction } from './approval-stores.ts';
import type { Executor } from './executor.ts';
import type { Lock } from './lock-rules.ts';
import type { PendingApproval } from './pending-approvals.ts';
import type { ReplyText } from './reply-text.ts';
import type { SecondFactor } from './second-factor.ts';
import type { Counted } from './wrong-codes.ts';

/** Refuses actions after too many wrong codes. Reading is never locked. */
export interface Lockout {
  /** Returns the reason why this person cannot request actions now. */
  readonly refuse: (
    person: PersonId,
    stores: Pick<ApprovalStores, 'wrongCodes' | 'suspensions'>,
  ) => Promise<ReplyText | undefined>;
  /** Counts a wrong try for a question; the last one locks, and removes the question. */
  readonly countWrong: (
    tx: ApprovalTransaction,
    pending: PendingApproval,
    what: Wrong,
  ) => Promise<ReplyText>;
  /** Ends the lock with the digits of the authenticator. */
  readonly unlock: (caller: Caller, digits: string | undefined) => Promise<ReplyText>;
}

interface Wrong {
  /** The reply to the person. */
  readonly words: string;
  readonly event: AuditEvent;
  /** The words of the audit entry. */
  readonly record: string;
}

export interface LockoutDependencies {
  readonly people: People;
  readonly secondFactor: SecondFactor | undefined;
  readonly transact: Transact<ApprovalTransaction>;
  readonly clock: Clock;
  readonly timeOf: TimeOfPerson;
}

export function createLockout(
  dependencies: LockoutDependencies,
  recordExecution: Executor['record'],
): Lockout {
  const { people, secondFactor, transact, clock, timeOf } = dependencies;

  const nameOf = (id: PersonId): string => {
    const person = people.find(id);
    return person ? describePerson(person) : id;
  };

  const endOf = ({ ms }: Lock, reader: PersonId): string =>
    timeOf(reader).formatTime(clock.now() + ms);

  function describe(lock: Lock, reader: PersonId): ReplyText {
    const what = lock.isClosed
      ? 'Too many wrong codes in a day: actions are closed until'
      : 'Too many wrong codes: actions are locked until';
    const how =
      secondFactor && lock.canUnlock
        ? 'text UNLOCK and your 6 digits'
        : 'sms-relay unlock at the console';
    return { text: `${what} ${endOf(lock, reader)}.\nSooner: ${how}.` };
  }

  /** Notifies once a day only: an attacker who can forge one text can forge a thousand. */
  async function notifyOperators(
    { notify, suspensions }: ApprovalTransaction,
    person: PersonId,
    lock: Lock,
  ): Promise<void> {
    for (const { id } of await activeOperators(people, suspensions)) {
      const body = `Too many wrong codes from ${nameOf(person)}: its actions are locked until ${endOf(lock, id)}, reading is not. If nobody of you typed them, somebody texts in that number's name.`;
      await notify(id, `lock:${person}:${timeOf(id).today()}:${id}`, {
        body,
        importance: 'critical',
      });
    }
  }

  async function lockFor(
    tx: ApprovalTransaction,
    pending: PendingApproval,
    lock: Lock,
  ): Promise<ReplyText> {
    await tx.pendingApprovals.remove(pending.person);
    const words = `locked for ${formatDuration(lock.ms / 1000)} after wrong codes`;
    await recordExecution(tx, pending, { event: 'locked', words });
    await notifyOperators(tx, pending.person, lock);
    return describe(lock, pending.person);
  }

  function record(
    { audit }: ApprovalTransaction,
    { id, face }: Caller,
    line: { readonly event: AuditEvent; readonly words: string },
  ): Promise<void> {
    const [run, at, trip] = [randomUUID(), clock.now(), currentTraceId()];
    const own = { run, at, who: id, face, action: 'unlock', input: '{}' } as const;
    return audit.add({ ...own, ...line, trip });
  }

  async function tryUnlock(
    tx: ApprovalTransaction,
    caller: Caller,
    digits: string | undefined,
  ): Promise<ReplyText> {
    const { id } = caller;
    const isActive = await isActiveOperator(people, tx.suspensions, id);
    if (!mayChange(caller) || !isActive) return { text: LOOK_ONLY };
    const lock = await tx.wrongCodes.findLock(id);
    if (!lock) return { text: 'Actions are not locked.' };
    const mayUnlock = secondFactor && lock.canUnlock && digits !== undefined;
    return mayUnlock ? checkDigits(tx, caller, secondFactor.stepOf(digits)) : describe(lock, id);
  }

  async function checkDigits(
    tx: ApprovalTransaction,
    caller: Caller,
    step: number | undefined,
  ): Promise<ReplyText> {
    const { id } = caller;
    if (step !== undefined && (await tx.usedCodes.use(step))) {
      await tx.wrongCodes.unlock(id);
      await record(tx, caller, { event: 'unlocked', words: 'unlocked by the authenticator' });
      return { text: 'Unlocked. Ask again.' };
    }
    await record(tx, caller, { event: 'wrong-code', words: 'wrong digits to unlock' });
    const left = await tx.wrongCodes.countWrongUnlock(id);
    return { text: `Not the 6 digits of your app.${left ? ` ${describe(left, id).text}` : ''}` };
  }

  return {
    async refuse(person, { wrongCodes, suspensions }) {
      if (!(await isActiveOperator(people, suspensions, person))) return { text: LOOK_ONLY };
      const lock = await wrongCodes.findLock(person);
      return lock && describe(lock, person);
    },

    async countWrong(tx, pending, { words, event, record: recorded }) {
      const counted = await tx.wrongCodes.countWrong(pending.person);
      await recordExecution(tx, pending, { event, words: `${recorded}: ${pending.question}` });
      return counted.lock
        ? lockFor(tx, pending, counted.lock)
        : { text: `${words} ${triesLeft(counted)}` };
    },

    unlock: (caller, digits) => transact((tx) => tryUnlock(tx, caller, digits)),
  };
}

const triesLeft = ({ left }: Extract<Counted, { left: number }>): string =>
  `${left} more ${left === 1 ? 'try' : 'tries'}.`;
