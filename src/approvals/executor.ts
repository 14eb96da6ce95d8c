import { z } from 'zod';
import type { AuditEntry, AuditEvent, LatestExecution } from '../audit/audit.ts';
import type { Clock } from '../core/clock.ts';
import { describeFailure, nameFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import { err, type Result } from '../core/result.ts';
import { currentTraceId, withTrace } from '../core/trace.ts';
import type { Catalogue } from '../operation/catalogue.ts';
import type { ChangeOperation, Evidence, Outcome } from '../operation/change-operation.ts';
import type { People } from '../people/people.ts';
import type { PersonId } from '../people/person.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { Transact } from '../store/transact.ts';
import type { ApprovalNotice, ApprovalStores, ApprovalTransaction } from './approval-stores.ts';
import type { ApprovalQuestion } from './pending-approvals.ts';

const VERIFY_INTERVAL_MS = 3000;
const VERIFY_TIMEOUT_MS = 3 * 60_000;
/** A result within this time is the answer itself; a later one is a text of its own. */
const WAIT_MS = 5000;

/** While its end is not on record, the same action cannot be begun again: recording it is retried. */
const RECORD_RETRY_MS = 60_000;
const MAX_RECORD_TRIES = 60;

/** One execution of an action for one person; all its audit entries carry its id. */
export interface Execution extends ApprovalQuestion {
  /** The action that is named. */
  readonly change: ChangeOperation;
  /** The state of the target at the last plan before the action was sent. */
  readonly evidence: Evidence;
}

type Recorder = Pick<ApprovalStores, 'audit'>;

type Line = Pick<AuditEntry, 'event' | 'words'>;

/** Executes confirmed actions: each once, with audit entries, and verified until the result is known. */
export interface Executor {
  /** Adds an audit entry. */
  readonly record: (stores: Recorder, run: Recorded, line: Line) => Promise<void>;
  /** Returns the latest execution of the same action and input, by whomever. */
  readonly latestOf: (
    stores: Recorder,
    key: Pick<ApprovalQuestion, 'action' | 'input'>,
  ) => Promise<LatestExecution | undefined>;
  /** Records that an execution begins, and its evidence; returns false when another one was begun after `latest`. */
  readonly begin: (
    tx: ApprovalTransaction,
    run: Omit<Execution, 'change'>,
    latest: string | undefined,
  ) => Promise<boolean>;
  /** Sends an action whose beginning is on record; returns the result if it comes soon, else a note that it follows. */
  readonly execute: (run: Execution) => Promise<string>;
  /**
   * Verifies the executions that a process which has ended began, unless this one verifies them already. No action is
   * sent again.
   */
  readonly recover: () => Promise<void>;
}

type Recorded = Omit<ApprovalQuestion, 'question'>;

export interface ExecutorDependencies {
  /** Finds a change by the name that is stored with a question. */
  readonly findChange: Catalogue['findChange'];
  readonly people: People;
  readonly stores: ApprovalStores;
  readonly transact: Transact<ApprovalTransaction>;
  readonly clock: Clock;
  readonly timeOf: TimeOfPerson;
  readonly log: {
    debug(facts: object, message: string): void;
    error(details: object, message: string): void;
  };
}

export function createExecutor(dependencies: ExecutorDependencies): Executor {
  const { findChange, people, stores, transact, clock, timeOf, log } = dependencies;
  /** The executions of other processes that this one verifies. */
  const resumed = new Set<string>();

  function entryOf({ run, person, action, input, face }: Recorded, line: Line): AuditEntry {
    const [at, trip] = [clock.now(), currentTraceId()];
    log.debug({ run, action, event: line.event }, 'an action');
    return { run, at, who: person, face, action, input: JSON.stringify(input), ...line, trip };
  }

  async function execute(run: Execution): Promise<string> {
    const startedAt = clock.steady();
    const elapsed = (): number => clock.steady() - startedAt;
    const sent = await send(run);
    if (!sent.ok && isCertain(sent.error)) {
      const words = nameFailure(sent.error);
      await recordEnd(async (tx) => {
        await end(tx, entryOf(run, { event: 'failed', words }));
      });
      return `! Not done: ${describeFailure(sent.error, timeOf(run.person))}`;
    }
    const words = sent.ok ? 'taken' : `no answer: ${sent.error.kind}`;
    await stores.audit
      .add(entryOf(run, { event: 'sent', words }))
      .catch((cause: unknown) =>
        log.error({ err: cause }, 'could not record that an action was sent'),
      );
    return awaitResult(run, elapsed, sent); // it was sent: its end is waited for in any case
  }

  /** A bug of ours may have struck before or after the action was sent, so its result is unknown. */
  const send = ({ change, input, evidence, person }: Execution): Promise<Result<void, Failure>> =>
    change.execute(input, evidence, person).catch((cause: unknown) => {
      log.error({ err: cause, action: change.name }, 'an action failed unexpectedly');
      return err({ kind: 'invalid-response', service: change.name, cause });
    });

  async function awaitResult(
    run: Execution,
    elapsed: () => number,
    sent: Result<void, Failure>,
  ): Promise<string> {
    let isLate = false;
    const result = pollUntilVerified(run, elapsed, () => isLate);
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
    elapsed: () => number,
    isLate: () => boolean,
  ): Promise<string> {
    const until = clock.steady() + VERIFY_TIMEOUT_MS;
    let outcome = await verify(run, elapsed());
    while (outcome.state === 'open' && clock.steady() < until) {
      await clock.wait(VERIFY_INTERVAL_MS);
      outcome = await verify(run, elapsed());
    }
    const { state, words } = outcome.state === 'open' ? unconfirmed(run.question) : outcome;
    await recordEnd(async (tx) => {
      const isFirst = await end(tx, entryOf(run, { event: state, words }));
      if (isFirst && isLate()) await tx.notify(run.person, `action:${run.run}`, answerOf(words));
    });
    return words;
  }

  async function recordEnd(
    record: (tx: ApprovalTransaction) => Promise<void>,
    triesLeft = MAX_RECORD_TRIES,
  ): Promise<void> {
    try {
      await transact(record);
    } catch (cause) {
      if (triesLeft <= 1) throw cause;
      log.error({ err: cause }, 'the end of an action cannot be recorded');
      await clock.wait(RECORD_RETRY_MS);
      await recordEnd(record, triesLeft - 1);
    }
  }

  const verify = ({ change, input, evidence }: Execution, elapsedMs: number): Promise<Outcome> =>
    change.verify(input, evidence, elapsedMs).catch((cause: unknown) => {
      log.error({ err: cause, action: change.name }, 'an action could not be verified');
      return { state: 'open' };
    });

  async function resume(entry: AuditEntry): Promise<void> {
    const { run, at, who, action, input, words: question } = entry;
    const change = findChange(action);
    const person = people.find(who)?.id;
    if (!change || !person) {
      await abandon(entry, person);
      return;
    }
    // Only people begin executions; older versions recorded `menu` for their texts.
    const face = entry.face === 'menu' || entry.face === 'relay' ? 'sms' : entry.face;
    const parsed = Input.parse(JSON.parse(input));
    const evidence = (await stores.evidence.find(run)) ?? {};
    const again = { run, action, change, input: parsed, face, question, person, evidence };
    await tellRestarted(again);
    const [before, resumedAt] = [Math.max(0, clock.now() - at), clock.steady()];
    await pollUntilVerified(
      again,
      () => before + clock.steady() - resumedAt,
      () => true,
    );
  }

  /** Notifies the person that the result is unknown until it is verified. A failure of this does not end the execution. */
  const tellRestarted = ({ run, person, question }: Execution): Promise<void> =>
    transact((tx) => {
      const text = `Restarted during: ${question} Result unknown, checking.`;
      return tx.notify(person, `action:${run}:unknown`, answerOf(text));
    }).catch((cause: unknown) =>
      log.error({ err: cause }, 'a restart during an action could not be told'),
    );

  /** Ends an execution that cannot be followed: its action is not set up any more, or its person is not on the list. */
  function abandon(entry: AuditEntry, person: PersonId | undefined): Promise<void> {
    const { run, words: question } = entry;
    const { state, words } = unconfirmed(question);
    return transact(async (tx) => {
      const isFirst = await end(tx, { ...entry, at: clock.now(), event: state, words });
      const text = `Restarted during: ${question} Result unknown, cannot look.`;
      if (isFirst && person) await tx.notify(person, `action:${run}`, answerOf(text));
    });
  }

  return {
    record: ({ audit }, run, line) => audit.add(entryOf(run, line)),
    latestOf: ({ audit }, { action, input }) => audit.latestOf(action, JSON.stringify(input)),
    async begin({ audit, evidence }, run, latest) {
      const entry = entryOf(run, { event: 'started', words: run.question });
      const isFirst = await audit.begin(entry, latest);
      if (isFirst) await evidence.keep(run.run, run.evidence);
      return isFirst;
    },
    execute,
    async recover() {
      for (const entry of await stores.audit.orphaned()) {
        const { run, trip = run } = entry;
        if (resumed.has(run)) continue;
        resumed.add(run);
        void withTrace(trip, () => resume(entry))
          .catch((cause: unknown) => log.error({ err: cause }, 'an action could not be followed'))
          .finally(() => resumed.delete(run));
      }
    },
  };
}

/** Records an end, after which the evidence is of no use; returns false when there is one already. */
async function end(
  { audit, evidence }: Pick<ApprovalTransaction, 'audit' | 'evidence'>,
  entry: AuditEntry,
): Promise<boolean> {
  await evidence.remove(entry.run);
  return audit.end(entry);
}

const Input = z.record(z.string(), z.string());

const unconfirmed = (question: string): { readonly state: AuditEvent; readonly words: string } => ({
  state: 'unconfirmed',
  words: `Sent, not confirmed: ${question.replace(/\?$/, '')}`,
});

/** Returns true when the failure means that nothing was done; after a timeout that is unknown. */
const isCertain = ({ kind }: Failure): boolean =>
  kind !== 'timeout' && kind !== 'unreachable' && kind !== 'invalid-response';

/** The result of a change answers whoever asked for it. */
const answerOf = (body: string): ApprovalNotice => ({ body, importance: 'answer' });
