import { z } from 'zod';
import type { Audit, AuditEntry, AuditEvent } from '../audit/audit.ts';
import type { Clock } from '../core/clock.ts';
import { describeFailure, nameFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import { err, type Result } from '../core/result.ts';
import { currentTraceId, withTrace } from '../core/trace.ts';
import type { Action, Evidence, Outcome } from '../operation/change-operation.ts';
import type { Face } from '../people/caller.ts';
import type { People } from '../people/people.ts';
import type { PersonId } from '../people/person.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import { createRunningExecutions, type ExecutionKey } from './running-executions.ts';

const VERIFY_INTERVAL_MS = 3000;
const VERIFY_TIMEOUT_MS = 3 * 60_000;
/** A result within this time is the answer itself; a later one is a text of its own. */
const WAIT_MS = 5000;

/** One execution of an action for one person; all its audit entries carry its id. */
export interface Execution extends ExecutionKey {
  readonly run: string;
  readonly person: PersonId;
  readonly face: Face;
  readonly question: string;
  /** The state of the target at the last plan before the action was sent. */
  readonly evidence?: Evidence | undefined;
}

/** Executes confirmed actions: each once, with audit entries, and verified until the result is known. */
export interface Executor {
  /** Adds an audit entry. Must run in a transaction. */
  readonly record: (run: Execution, event: AuditEvent, words: string) => void;
  readonly isRunning: (key: ExecutionKey) => boolean;
  /** Returns the latest execution of the same action and input. */
  readonly findLatest: (key: ExecutionKey) => string | undefined;
  /** Returns the result if it comes soon, else a note that it follows. */
  readonly execute: (run: Execution) => Promise<string>;
  /** Verifies the executions that an earlier process began. No action is sent again. */
  readonly recover: () => void;
}

export interface ExecutorDependencies {
  readonly actions: readonly Action[];
  readonly people: People;
  readonly audit: Audit;
  /** Sends a person a text of its own. Must run in a transaction. */
  readonly notify: (person: PersonId, key: string, text: string) => void;
  /** Commits an audit entry together with its text, so that a crash in between cannot separate them. */
  readonly commit: <T>(work: () => T) => Promise<T>;
  readonly clock: Clock;
  readonly timeOf: TimeOfPerson;
  readonly log: {
    debug(facts: object, message: string): void;
    error(details: object, message: string): void;
  };
}

export function createExecutor(dependencies: ExecutorDependencies): Executor {
  const { actions, people, audit, notify, commit, clock, timeOf, log } = dependencies;
  const executions = createRunningExecutions();

  function record(
    { run, person, action, input, face }: Execution,
    event: AuditEvent,
    words: string,
  ): void {
    const [at, trip] = [clock.now(), currentTraceId()];
    const change = { action: action.name, input: JSON.stringify(input) };
    audit.add({ run, at, who: person, face, ...change, event, words, trip });
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
      const { error } = sent;
      await commit(() => record(run, 'failed', nameFailure(error)));
      return `! Not done: ${describeFailure(error, timeOf(run.person))}`;
    }
    await commit(() => record(run, 'sent', sent.ok ? 'taken' : `no answer: ${sent.error.kind}`));
    return awaitResult(run, startedAt, sent);
  }

  /** A bug of ours may have struck before or after the action was sent, so its result is unknown. */
  const send = ({ action, input, evidence }: Execution): Promise<Result<void, Failure>> =>
    action.run(input, evidence).catch((cause: unknown) => {
      log.error({ err: cause, action: action.name }, 'an action failed unexpectedly');
      return err({ kind: 'invalid-response', service: action.name, cause });
    });

  async function awaitResult(
    run: Execution,
    startedAt: number,
    sent: Result<void, Failure>,
  ): Promise<string> {
    let isLate = false;
    const result = pollUntilVerified(run, startedAt, () => isLate);
    result.catch((cause: unknown) => log.error({ err: cause }, 'an action could not be followed'));
    const timeout = clock.wait(WAIT_MS).then(() => {
      isLate = true;
      return undefined;
    });
    const soon = await Promise.race([result, timeout]);
    const how = sent.ok ? 'Sent' : 'Sent, but nobody said it arrived';
    return soon ?? `${how}. I text you what came of it.`;
  }

  /** Verifies until the result is known or the time is up; then records it, and notifies the person if it is late. */
  async function pollUntilVerified(
    run: Execution,
    startedAt: number,
    isLate: () => boolean,
  ): Promise<string> {
    const until = clock.steady() + VERIFY_TIMEOUT_MS;
    let outcome = await verify(run, startedAt);
    while (outcome.state === 'open' && clock.steady() < until) {
      await clock.wait(VERIFY_INTERVAL_MS);
      outcome = await verify(run, startedAt);
    }
    executions.end(run);
    const { state, words } = outcome.state === 'open' ? unconfirmed(run.question) : outcome;
    await commit(() => {
      record(run, state, words);
      if (isLate()) notify(run.person, `action:${run.run}`, words);
    });
    return words;
  }

  const verify = ({ action, input, evidence }: Execution, startedAt: number): Promise<Outcome> =>
    action.verify(input, startedAt, evidence).catch((cause: unknown) => {
      log.error({ err: cause, action: action.name }, 'an action could not be verified');
      return { state: 'open' };
    });

  async function resume(entry: AuditEntry): Promise<void> {
    const { run, at, who, action: name, input, words: question } = entry;
    const action = actions.find((candidate) => candidate.name === name);
    const person = people.find(who)?.id;
    if (!action || !person) {
      await abandon(entry, person);
      return;
    }
    const face = entry.face === 'menu' ? 'sms' : entry.face;
    const parsed = Input.parse(JSON.parse(input));
    const again = { run, action, input: parsed, face, question, person };
    executions.begin(again);
    const unknown = `Restarted during: ${question} Result unknown, checking.`;
    await commit(() => notify(person, `action:${run}:unknown`, unknown));
    await pollUntilVerified(again, at, () => true);
  }

  /** Ends an execution that cannot be followed: its action is not set up any more, or its person is not on the list. */
  function abandon(entry: AuditEntry, person: PersonId | undefined): Promise<void> {
    const { run, words: question } = entry;
    const { state, words } = unconfirmed(question);
    return commit(() => {
      audit.add({ ...entry, at: clock.now(), event: state, words });
      const text = `Restarted during: ${question} Result unknown, cannot look.`;
      if (person) notify(person, `action:${run}`, text);
    });
  }

  return {
    record,
    isRunning: executions.isRunning,
    findLatest: executions.findLatest,
    execute,
    recover() {
      for (const entry of audit.unfinished()) {
        withTrace(entry.trip ?? entry.run, () => resume(entry)).catch((cause: unknown) =>
          log.error({ err: cause }, 'an action could not be followed'),
        );
      }
    },
  };
}

const Input = z.record(z.string(), z.string());

const unconfirmed = (question: string) =>
  ({ state: 'unconfirmed', words: `Sent, not confirmed: ${question.replace(/\?$/, '')}` }) as const;

/** Returns true when the failure means that nothing was done; after a timeout that is unknown. */
const isCertain = ({ kind }: Failure): boolean =>
  kind !== 'timeout' && kind !== 'unreachable' && kind !== 'invalid-response';
