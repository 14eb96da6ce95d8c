import { type DeliveryState, isEnd } from '../channels/delivery-state.ts';
import type { DeliveryReport, SendOutcome, Transport } from '../channels/transport.ts';
import type { Clock } from '../core/clock.ts';
import { withTrace } from '../core/trace.ts';
import { segments } from '../sms/gsm7.ts';
import { carrierError } from './carrier-errors.ts';
import { describeDelivery } from './delivery-log.ts';
import { mergeAnswers } from './merge-answers.ts';
import {
  afterReport,
  afterSearch,
  afterSending,
  afterStatusCheck,
  type DeliveryStep,
  expiredOrSuppressed,
  SEARCH_AFTER_MS,
  taskOf,
} from './next-step.ts';
import type { Change, Outbox, OutboxText } from './outbox.ts';
import type { Suppressions } from './suppressions.ts';

/** A carrier report about one attempt to send one text. */
export interface DeliveryUpdate extends DeliveryReport {
  readonly id: number;
  readonly attempt: number;
}

/** Advances single texts by one step. */
export interface Delivery {
  /** Sends a text, searches for it at the carrier, or fetches its status: whichever is next. */
  readonly advance: (text: OutboxText) => Promise<void>;
  /** Commits a carrier report. Returns false when that changes nothing. */
  readonly report: (update: DeliveryUpdate) => Promise<boolean>;
  /** Stops; texts with an open request to the carrier stay as they are. */
  readonly stop: () => void;
}

export interface DeliveryDependencies {
  readonly outbox: Outbox;
  readonly suppressions: Suppressions;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Record<
    'debug' | 'info' | 'warn' | 'error',
    (details: object, message: string) => void
  >;
  /** The relay's own number. */
  readonly sender: string;
  readonly reportUrl: string;
  /** Commits work, after waiting for a database that another process holds. */
  readonly commit: <T>(work: () => T) => Promise<T>;
  readonly watch?: DispatcherEvents | undefined;
}

/** Called for billed texts and for their ends. Nothing of it may throw. */
export interface DispatcherEvents {
  /** Called when the carrier has accepted a text. */
  readonly onAccepted: (text: { readonly to: string; readonly segments: number }) => void;
  /** Called when a text reaches its first end state. */
  readonly onEnded: (state: DeliveryState) => void;
}

const SECOND = 1000;

/** After this timeout the carrier may have the text or not. */
const SEND_TIMEOUT_MS = 10 * SECOND;
/** The tolerated difference between the carrier's clock and ours. */
const CLOCK_SKEW_MS = 5 * SECOND;

export function createDelivery(dependencies: DeliveryDependencies): Delivery {
  const { outbox, suppressions, transport, clock, log, sender, reportUrl, commit, watch } =
    dependencies;
  let isStopping = false;

  const TASKS = { send: trySend, find, fetchStatus, rest: async () => {} };

  async function trySend(text: OutboxText): Promise<void> {
    const { to, from = sender } = text;
    const now = clock.now();
    const end = expiredOrSuppressed(text, suppressions.of(to)?.code, now);
    if (end) await settle(text, () => ({ change: end }));
    else if (!text.isReplaceable || !(await commit(() => mergeQueued(to)))) {
      await handOver(text, from, now);
    }
  }

  /** Merges the answers that wait for the same phone into one text. */
  function mergeQueued(to: string): boolean {
    const texts = outbox.replaceable(to);
    const [last, older] = [texts.at(-1), texts.slice(0, -1)];
    if (!last || older.length === 0) return false;
    outbox.supersede(older);
    outbox.rewrite(
      last.id,
      mergeAnswers(
        older.map(({ body }) => body),
        last.body,
      ),
    );
    return true;
  }

  async function handOver(text: OutboxText, from: string, now: number): Promise<void> {
    const { id, to, body, goodUntil } = text;
    const attempts = text.attempts + 1;
    const billed = { to, segments: segments(body) };
    const attempt = { id, attempts, from, ...billed };
    if (!(await commit(() => outbox.handOver(attempt, now, now + SEARCH_AFTER_MS)))) return;
    const sendAttempt = {
      from,
      to,
      body,
      reportTo: `${reportUrl}?text=${id}.${attempts}`,
      validForSec: Math.ceil((goodUntil - now) / SECOND),
    };
    const outcome = await Promise.race([transport.send(sendAttempt), timeout()]);
    if (isStopping) return;

    if ('cause' in outcome) log.warn({ id, ...outcome }, 'the carrier did not answer');
    else log.debug({ id, attempt: attempts, outcome: outcome.kind }, 'handed over');
    if (outcome.kind === 'taken') watch?.onAccepted(billed);
    const isCertain = outcome.kind === 'refused' || outcome.kind === 'unreachable';
    const handing = { ...text, state: 'handing', attempts } as const;
    await settle(handing, (fresh) => {
      if (isCertain) outbox.cancelAttempt({ id, attempts });
      return afterSending(fresh, outcome, clock.now());
    });
  }

  const timeout = (): Promise<SendOutcome> =>
    clock.wait(SEND_TIMEOUT_MS).then(() => ({ kind: 'unknown', cause: 'no answer in time' }));

  /** Searches for a text that the carrier may have, before it is sent a second time. */
  async function find(text: OutboxText): Promise<void> {
    const since = (text.handedAt ?? clock.now()) - CLOCK_SKEW_MS;
    const way = text.attempts === 0 ? 'reply' : 'sent';
    const found = await transport.find({ to: text.to, body: text.body, way }, since);
    if (isStopping) return;
    const unclaimed = found?.filter(({ sid }) => !outbox.hasSid(sid));
    await settle(text, (fresh) => afterSearch(fresh, unclaimed, clock.now()));
  }

  async function fetchStatus(text: OutboxText): Promise<void> {
    if (text.sid === undefined) throw new Error('a text with the carrier has no id');
    const answer = await transport.ask(text.sid);
    if (isStopping) return;
    await settle(text, (fresh) => afterStatusCheck(fresh, answer, clock.now()));
  }

  /** Applies a step, unless a report of the carrier changed the text during the request: then nothing is left to do. */
  async function settle(
    text: OutboxText,
    step: (fresh: OutboxText) => DeliveryStep,
  ): Promise<void> {
    const afterCommit = await commit(() => {
      const fresh = outbox.get(text.id);
      const isUnchanged = fresh?.state === text.state && fresh.attempts === text.attempts;
      return isUnchanged ? applyStep(fresh, step(fresh)) : undefined;
    });
    afterCommit?.();
  }

  /** Changes a text, and returns what to run once that is committed. */
  function applyStep(text: OutboxText, { change, suppress }: DeliveryStep): () => void {
    outbox.change(text.id, change);
    if (suppress !== undefined) {
      suppressions.add({ address: text.to, code: suppress, since: clock.now() });
    }
    return () => {
      if (change.state && isEnd(change.state) && !isEnd(text.state)) watch?.onEnded(change.state);
      logChange(text, change);
    };
  }

  function logChange({ id }: OutboxText, { state, code }: Change): void {
    const line = describeDelivery(state, code);
    const why = code === undefined ? undefined : carrierError(code).sentence;
    if (line) log[line.level]({ id, state, code, why }, line.words);
  }

  /** Applies a report to the attempt that it is about, unless it is older than the stored state. */
  function applyReport({ id, attempt, ...report }: DeliveryUpdate): (() => void) | undefined {
    const text = outbox.get(id);
    if (text?.attempts !== attempt || (text.sid ?? report.sid) !== report.sid) return undefined;
    const step = text.state === 'waiting' ? undefined : afterReport(text, report, clock.now());
    if (!step) return undefined;
    const afterCommit = applyStep(text, step);
    return () => withTrace(text.trip, afterCommit);
  }

  return {
    advance: (text) => TASKS[taskOf(text)](text),
    async report(update) {
      const afterCommit = await commit(() => applyReport(update));
      afterCommit?.();
      return afterCommit !== undefined;
    },
    stop() {
      isStopping = true;
    },
  };
}
