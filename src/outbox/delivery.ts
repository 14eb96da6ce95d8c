import { type DeliveryState, isEnd } from '../channels/delivery-state.ts';
import type { DeliveryReport, SendOutcome, Transport } from '../channels/transport.ts';
import type { Clock } from '../core/clock.ts';
import { withTrace } from '../core/trace.ts';
import { segments } from '../sms/gsm7.ts';
import { carrierError, OVER_LIMIT } from './carrier-errors.ts';
import { describeDelivery } from './delivery-log.ts';
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
import type { Change, HandingOver, Outbox, OutboxText, Settlement, TextCharge } from './outbox.ts';
import type { Suppression } from './suppressions.ts';

/** A carrier report about one attempt to send one text. */
export interface DeliveryUpdate extends DeliveryReport {
  readonly id: number;
  readonly attempt: number;
}

/** Advances single texts by one step. */
export interface Delivery {
  /**
   * Sends a text, searches for it at the carrier, or fetches its status: whichever is next. Nothing is sent once the
   * signal has aborted; the result of a request under way is stored all the same.
   */
  readonly advance: (text: OutboxText, signal: AbortSignal) => Promise<void>;
  /** Commits a carrier report. Returns false when that changes nothing. */
  readonly report: (update: DeliveryUpdate) => Promise<boolean>;
  /** Stops; texts with an open request to the carrier stay as they are. */
  readonly stop: () => void;
}

export interface DeliveryDependencies {
  readonly outbox: Outbox;
  /** Returns why an address gets no texts. */
  readonly suppressionOf: (address: string) => Promise<Pick<Suppression, 'code'> | undefined>;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Record<
    'debug' | 'info' | 'warn' | 'error',
    (details: object, message: string) => void
  >;
  /** The relay's own number. */
  readonly sender: string;
  readonly reportUrl: string;
  readonly watch?: DispatcherEvents | undefined;
  /** Returns the cost of a text, and the limit that it has to keep; where costs are not counted, it is missing. */
  readonly chargeFor?: ((text: ChargedText) => TextCharge) | undefined;
}

/** A text whose cost is known before it goes out. */
export interface ChargedText extends Pick<OutboxText, 'to' | 'importance'> {
  readonly segments: number;
}

/** Called for billed texts and for their ends. Nothing of it may throw. */
export interface DispatcherEvents {
  /** Called when the carrier has accepted a text. */
  readonly onAccepted: (text: { readonly to: string; readonly segments: number }) => void;
  /** Called when a text reaches its first end state. */
  readonly onEnded: (state: DeliveryState) => void;
  /** Called when a text was charged for, or dropped because the month's limit is used up. */
  readonly onCharged?: () => void;
}

interface BilledAttempt extends Pick<HandingOver, 'attempts' | 'from' | 'segments'> {
  readonly to: string;
}

type Step = DeliveryStep & Pick<Settlement, 'isAttemptCanceled'>;

const SECOND = 1000;

/** After this timeout the carrier may have the text or not. */
const SEND_TIMEOUT_MS = 10 * SECOND;
/**
 * Another replica may take a text for its own to send this long after the attempt began: a process that was stopped in
 * between does not send it.
 */
const MAX_PAUSE_MS = 5 * SECOND;
/** The tolerated difference between the carrier's clock and ours. */
const CLOCK_SKEW_MS = 5 * SECOND;

export function createDelivery(dependencies: DeliveryDependencies): Delivery {
  const { outbox, suppressionOf, transport, clock, log, sender, reportUrl, watch } = dependencies;
  const { chargeFor } = dependencies;
  let isStopping = false;

  const TASKS = { send: trySend, find, fetchStatus, rest: async () => {} };

  async function trySend(text: OutboxText, signal: AbortSignal): Promise<void> {
    const { to, from = sender } = text;
    const now = clock.now();
    const end = expiredOrSuppressed(text, (await suppressionOf(to))?.code, now);
    if (end) await settle(text, { change: end });
    else if (!text.isReplaceable || !(await outbox.mergeWaiting(to))) {
      if (!signal.aborted) await handOver(text, from, now, signal);
    }
  }

  async function handOver(
    text: OutboxText,
    from: string,
    now: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { id, to, body, goodUntil } = text;
    const startedAt = clock.steady();
    const attempts = text.attempts + 1;
    const billed = { to, segments: segments(body) };
    const handing = { ...text, state: 'handing', attempts, handedAt: now } as const;
    if (!(await begin(text, { attempts, from, ...billed }, now))) return;
    if (signal.aborted || clock.steady() - startedAt > MAX_PAUSE_MS) {
      log.warn({ id }, 'not sent: the attempt was interrupted');
      return; // it is searched for at the carrier before the next attempt, like any whose result is unknown
    }
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
    await settle(handing, {
      ...afterSending(handing, outcome, clock.now()),
      isAttemptCanceled: outcome.kind === 'refused' || outcome.kind === 'unreachable',
    });
  }

  /** Begins an attempt and charges for it; returns false when the text is not to be sent. */
  async function begin(
    text: OutboxText,
    { to, ...attempt }: BilledAttempt,
    now: number,
  ): Promise<boolean> {
    const { id, importance } = text;
    const charge = chargeFor?.({ to, importance, segments: attempt.segments });
    const result = await outbox.handOver({ id, ...attempt, charge }, now, now + SEARCH_AFTER_MS);
    watch?.onCharged?.();
    if (result === 'over-limit') observe(text, { state: 'refused', code: OVER_LIMIT });
    return result === 'begun';
  }

  const timeout = (): Promise<SendOutcome> =>
    clock.wait(SEND_TIMEOUT_MS).then(() => ({ kind: 'unknown', cause: 'no answer in time' }));

  /** Searches for a text that the carrier may have, before it is sent a second time. */
  async function find(text: OutboxText): Promise<void> {
    const since = (text.handedAt ?? clock.now()) - CLOCK_SKEW_MS;
    const way = text.attempts === 0 ? 'reply' : 'sent';
    const found = await transport.find({ to: text.to, body: text.body, way }, since);
    if (isStopping) return;
    await settle(text, afterSearch(text, await unclaimed(found), clock.now()));
  }

  /** Leaves out what belongs to another text. */
  async function unclaimed(
    found: readonly DeliveryReport[] | undefined,
  ): Promise<readonly DeliveryReport[] | undefined> {
    const claims = await Promise.all(found?.map(({ sid }) => outbox.hasSid(sid)) ?? []);
    return found?.filter((_, at) => !claims[at]);
  }

  async function fetchStatus(text: OutboxText): Promise<void> {
    if (text.sid === undefined) throw new Error('a text with the carrier has no id');
    const answer = await transport.ask(text.sid);
    if (isStopping) return;
    await settle(text, afterStatusCheck(text, answer, clock.now()));
  }

  /**
   * Applies a step. Returns false when a report of the carrier changed the text during the request: then nothing is left
   * to do.
   */
  async function settle(text: OutboxText, step: Step): Promise<boolean> {
    const isSettled = await outbox.settle(text, { ...step, at: clock.now() });
    if (isSettled) observe(text, step.change);
    return isSettled;
  }

  function observe({ id, state: before }: OutboxText, { state, code }: Change): void {
    if (state && isEnd(state) && !isEnd(before)) watch?.onEnded(state);
    const line = describeDelivery(state, code);
    const why = code === undefined ? undefined : carrierError(code).sentence;
    if (line) log[line.level]({ id, state, code, why }, line.words);
  }

  /** Applies a report to the attempt that it is about, unless it is older than the stored state. */
  async function report(update: DeliveryUpdate): Promise<boolean> {
    const { id, attempt, ...news } = update;
    const text = await outbox.get(id);
    if (text?.attempts !== attempt || (text.sid ?? news.sid) !== news.sid) return false;
    const step = text.state === 'waiting' ? undefined : afterReport(text, news, clock.now());
    if (!step) return false;
    const isSettled = await withTrace(text.trip, () => settle(text, step));
    return isSettled || report(update);
  }

  return {
    advance: (text, signal) => TASKS[taskOf(text)](text, signal),
    report,
    stop() {
      isStopping = true;
    },
  };
}
