import { z } from 'zod';
import type { Audit, AuditEntry, AuditEvent } from '../audit/audit.ts';
import type { Clock } from '../core/clock.ts';
import { describeFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import { type PhoneNumber, parsePhoneNumber } from '../core/phone-number.ts';
import { err, type Result } from '../core/result.ts';
import { currentTraceId, withTrace } from '../core/trace.ts';
import type { Action, Evidence, Outcome } from '../operation/change-operation.ts';
import { createRunningExecutions, type ExecutionKey } from './running-executions.ts';

const LOOK_EVERY_MS = 3000;
const LOOK_FOR_MS = 3 * 60_000;
/** A result that is there by then is the answer itself; any later one is a text of its own. */
const WAIT_MS = 5000;

/** One wish of one person; every line about it in the record carries its number. */
export interface Execution extends ExecutionKey {
  readonly run: string;
  readonly person: PhoneNumber;
  readonly face: AuditEntry['face'];
  readonly question: string;
  /** What was seen when it was looked at for the last time before it was sent. */
  readonly evidence?: Evidence | undefined;
}

/** Carries out what was confirmed: once, on the record, and looked at until it is known how it went. */
export interface Executor {
  /** Adds a line to the record. Belongs into a transaction. */
  readonly record: (run: Execution, event: AuditEvent, words: string) => void;
  readonly isUnderWay: (deed: ExecutionKey) => boolean;
  /** The run that did the same last. */
  readonly findLatest: (deed: ExecutionKey) => string | undefined;
  /** The result if it comes soon, else that it follows. */
  readonly execute: (run: Execution) => Promise<string>;
  /** Look how that ended which an earlier process began. Nothing is done again. */
  readonly recover: () => void;
}

export interface ExecutorDependencies {
  readonly actions: readonly Action[];
  readonly audit: Audit;
  /** Tells somebody something by a text of its own. Belongs into a transaction. */
  readonly notify: (person: PhoneNumber, key: string, text: string) => void;
  /** What is on record as told is told, though the process dies in between. */
  readonly commit: <T>(work: () => T) => Promise<T>;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly log: {
    debug(facts: object, message: string): void;
    error(details: object, message: string): void;
  };
}

export function createExecutor(parts: ExecutorDependencies): Executor {
  const { actions, audit, notify, commit, clock, time, log } = parts;
  const executions = createRunningExecutions();

  function record(
    { run, person, action, input, face }: Execution,
    event: AuditEvent,
    words: string,
  ): void {
    const [at, trip] = [clock.now(), currentTraceId()];
    const asked = { action: action.name, input: JSON.stringify(input) };
    audit.add({ run, at, who: person, face, ...asked, event, words, trip });
    log.debug({ run, action: action.name, event }, 'an action');
  }

  async function execute(run: Execution): Promise<string> {
    executions.begin(run);
    await commit(() => record(run, 'started', run.question)).catch((cause: unknown) => {
      executions.end(run); // nothing was sent
      throw cause;
    });
    const startedAt = clock.now();
    const sent = await send(run);
    if (!sent.ok && isCertain(sent.error)) {
      executions.end(run);
      const words = describeFailure(sent.error, time);
      await commit(() => record(run, 'failed', words));
      return `! Not done: ${words}`;
    }
    await commit(() => record(run, 'sent', sent.ok ? 'taken' : `no answer: ${sent.error.kind}`));
    return follow(run, startedAt, sent);
  }

  /** A bug of ours on the way may have come before or after it was done: nobody knows. */
  const send = ({ action, input, evidence }: Execution): Promise<Result<void, Failure>> =>
    action.run(input, evidence).catch((cause: unknown) => {
      log.error({ err: cause, action: action.name }, 'an action broke');
      return err({ kind: 'invalid-response', service: action.name, cause });
    });

  async function follow(
    run: Execution,
    startedAt: number,
    sent: Result<void, Failure>,
  ): Promise<string> {
    let isLate = false;
    const result = watch(run, startedAt, () => isLate);
    result.catch((cause: unknown) => log.error({ err: cause }, 'an action could not be followed'));
    const patience = clock.wait(WAIT_MS).then(() => {
      isLate = true;
      return undefined;
    });
    const soon = await Promise.race([result, patience]);
    const how = sent.ok ? 'Sent' : 'Sent, but nobody said it arrived';
    return soon ?? `${how}. I text you what came of it.`;
  }

  /** Looks until it is known how it went, or it is no use any more; writes it down, and tells it. */
  async function watch(
    run: Execution,
    startedAt: number,
    isToBeTold: () => boolean,
  ): Promise<string> {
    const until = clock.steady() + LOOK_FOR_MS;
    let outcome = await look(run, startedAt);
    while (outcome.state === 'open' && clock.steady() < until) {
      await clock.wait(LOOK_EVERY_MS);
      outcome = await look(run, startedAt);
    }
    executions.end(run);
    const { state, words } = outcome.state === 'open' ? unconfirmed(run.question) : outcome;
    await commit(() => {
      record(run, state, words);
      if (isToBeTold()) notify(run.person, `action:${run.run}`, words);
    });
    return words;
  }

  const look = ({ action, input, evidence }: Execution, startedAt: number): Promise<Outcome> =>
    action.verify(input, startedAt, evidence).catch((cause: unknown) => {
      log.error({ err: cause, action: action.name }, 'nobody could look at what was done');
      return { state: 'open' };
    });

  async function takeUp(entry: AuditEntry): Promise<void> {
    const { run, at, who, face, action: name, input, words: question } = entry;
    const action = actions.find((it) => it.name === name);
    const person = parsePhoneNumber(who);
    if (!person.ok) return;
    if (!action) {
      await giveUp(entry, person.value);
      return;
    }
    const parsed = Input.parse(JSON.parse(input));
    const again = { run, action, input: parsed, face, question, person: person.value };
    executions.begin(again);
    const unknown = `Restarted during: ${question} Result unknown, checking.`;
    await commit(() => notify(person.value, `action:${run}:unknown`, unknown));
    await watch(again, at, () => true);
  }

  /** What was to be done is not set up any more: nobody can look how it went. */
  function giveUp(entry: AuditEntry, person: PhoneNumber): Promise<void> {
    const { run, words: question } = entry;
    const { state, words } = unconfirmed(question);
    return commit(() => {
      audit.add({ ...entry, at: clock.now(), event: state, words });
      notify(person, `action:${run}`, `Restarted during: ${question} Result unknown, cannot look.`);
    });
  }

  return {
    record,
    isUnderWay: executions.isUnderWay,
    findLatest: executions.findLatest,
    execute,
    recover() {
      for (const entry of audit.unfinished()) {
        withTrace(entry.trip ?? entry.run, () => takeUp(entry)).catch((cause: unknown) =>
          log.error({ err: cause }, 'an action could not be followed'),
        );
      }
    },
  };
}

const Input = z.record(z.string(), z.string());

const unconfirmed = (question: string) =>
  ({ state: 'unconfirmed', words: `Sent, not confirmed: ${question.replace(/\?$/, '')}` }) as const;

/** The answer says itself that nothing was done; silence does not. */
const isCertain = ({ kind }: Failure): boolean =>
  kind !== 'timeout' && kind !== 'unreachable' && kind !== 'invalid-response';
