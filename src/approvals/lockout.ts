import { randomUUID } from 'node:crypto';
import type { AuditEvent } from '../audit/audit.ts';
import { formatDuration } from '../core/format.ts';
import { currentTraceId } from '../core/trace.ts';
import { type Caller, LOOK_ONLY, mayChange } from '../people/caller.ts';
import type { People } from '../people/people.ts';
import { describePerson, type PersonId } from '../people/person.ts';
import type { Executor, ExecutorDependencies } from './executor.ts';
import type { Lock } from './lock-rules.ts';
import type { PendingApproval } from './pending-approvals.ts';
import type { ReplyText } from './reply-text.ts';
import type { SecondFactor } from './second-factor.ts';
import type { Counted, WrongCodes } from './wrong-codes.ts';

/** Refuses actions after too many wrong codes. Reading is never locked. */
export interface Lockout {
  /** Returns the lock that keeps this person from actions now, in words. */
  readonly refuse: (person: PersonId) => ReplyText | undefined;
  /** Counts a wrong try for a question, and locks after the last one. */
  readonly countWrong: (pending: PendingApproval, what: Wrong) => Promise<ReplyText>;
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

export interface LockoutDependencies
  extends Pick<ExecutorDependencies, 'audit' | 'notify' | 'commit' | 'clock' | 'timeOf'> {
  readonly people: People;
  readonly secondFactor: SecondFactor | undefined;
  readonly wrongCodes: WrongCodes;
}

export function createLockout(
  dependencies: LockoutDependencies,
  recordExecution: Executor['record'],
): Lockout {
  const { audit, notify, commit, clock, timeOf, people, secondFactor, wrongCodes } = dependencies;

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
  function notifyOperators(person: PersonId, lock: Lock): void {
    for (const { id } of people.operators) {
      const text = `Too many wrong codes from ${nameOf(person)}: its actions are locked until ${endOf(lock, id)}, reading is not. If nobody of you typed them, somebody texts in that number's name.`;
      notify(id, `lock:${person}:${timeOf(id).today()}:${id}`, text);
    }
  }

  function lockFor(pending: PendingApproval, lock: Lock): ReplyText {
    recordExecution(
      pending,
      'locked',
      `locked for ${formatDuration(lock.ms / 1000)} after wrong codes`,
    );
    notifyOperators(pending.person, lock);
    return describe(lock, pending.person);
  }

  function record({ id, face }: Caller, event: AuditEvent, words: string): void {
    const [run, at, trip] = [randomUUID(), clock.now(), currentTraceId()];
    const line = { run, at, who: id, face, action: 'unlock', input: '{}' } as const;
    audit.add({ ...line, event, words, trip });
  }

  const tryUnlock = (caller: Caller, digits: string, factor: SecondFactor): Promise<ReplyText> =>
    commit(() => {
      if (factor.accepts(digits)) {
        wrongCodes.unlock(caller.id);
        record(caller, 'unlocked', 'unlocked by the authenticator');
        return { text: 'Unlocked. Ask again.' };
      }
      record(caller, 'wrong-code', 'wrong digits to unlock');
      const lock = wrongCodes.countWrongUnlock(caller.id);
      return {
        text: `Not the 6 digits of your app.${lock ? ` ${describe(lock, caller.id).text}` : ''}`,
      };
    });

  return {
    refuse(person) {
      const lock = wrongCodes.findLock(person);
      return lock && describe(lock, person);
    },

    countWrong: (pending, { words, event, record: recorded }) =>
      commit(() => {
        const counted = wrongCodes.countWrong(pending.person);
        recordExecution(pending, event, `${recorded}: ${pending.question}`);
        return counted.lock
          ? lockFor(pending, counted.lock)
          : { text: `${words} ${triesLeft(counted)}` };
      }),

    async unlock(caller, digits) {
      if (!mayChange(caller)) return { text: LOOK_ONLY };
      const lock = wrongCodes.findLock(caller.id);
      if (!lock) return { text: 'Actions are not locked.' };
      if (!secondFactor || !lock.canUnlock || digits === undefined)
        return describe(lock, caller.id);
      return tryUnlock(caller, digits, secondFactor);
    },
  };
}

const triesLeft = ({ left }: Extract<Counted, { left: number }>): string =>
  `${left} more ${left === 1 ? 'try' : 'tries'}.`;
