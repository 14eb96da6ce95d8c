import { type DeliveryState, isEnd } from '../channels/delivery-state.ts';
import type { DeliveryReport, SendOutcome, Transport } from '../channels/transport.ts';
import type { Clock } from '../core/clock.ts';
import { withTrace } from '../core/trace.ts';
import { segments } from '../sms/gsm7.ts';
import { carrierError } from './carrier-errors.ts';
import { describeDelivery } from './delivery-log.ts';
import { mergeAnswers } from './merge-answers.ts';
import {
  afterAsk,
  afterReport,
  afterSending,
  afterStatusCheck,
  type DeliveryStep,
  STATUS_CHECK_AFTER_MS,
  taskOf,
  withdrawn,
} from './next-step.ts';
import type { Change, Outbox, OutboxText } from './outbox.ts';
import type { Suppressions } from './suppressions.ts';

/** News about one handover of one text. */
export interface DeliveryNews extends DeliveryReport {
  readonly id: number;
  readonly attempt: number;
}

/** Takes single texts one step further. */
export interface Delivery {
  /** Hands a text to the carrier, looks for it there, or asks how it ended: whichever is next. */
  readonly advance: (text: OutboxText) => Promise<void>;
  /** Commits what the carrier reported. `false` when that changes nothing. */
  readonly report: (news: DeliveryNews) => Promise<boolean>;
  /** What the carrier has not answered yet is left as it is. */
  readonly stop: () => void;
}

export interface DeliveryDependencies {
  readonly outbox: Outbox;
  readonly silences: Suppressions;
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

/** Called with what is billed and how texts end. Nothing of it may throw. */
export interface DispatcherEvents {
  /** The carrier took it. */
  readonly handed: (text: { readonly to: string; readonly segments: number }) => void;
  /** It got to the first state that is an end. */
  readonly ended: (state: DeliveryState) => void;
}

const SECOND = 1000;

/** A carrier that has not answered by then may have the text or not. */
const SEND_PATIENCE_MS = 10 * SECOND;
/** How far the carrier's clock may be from ours. */
const CLOCK_SKEW_MS = 5 * SECOND;

export function createDelivery(parts: DeliveryDependencies): Delivery {
  const { outbox, silences, transport, clock, log, sender, reportUrl, commit, watch } = parts;
  let isStopping = false;

  const TASKS = { offer, look, ask, rest: async () => {} };

  async function offer(text: OutboxText): Promise<void> {
    const { to, from = sender } = text;
    const now = clock.now();
    const end = withdrawn(text, silences.of(to)?.code, now);
    if (end) await settle(text, () => ({ change: end }));
    else if (!text.isReplaceable || !(await commit(() => mergeLine(to)))) {
      await handOver(text, from, now);
    }
  }

  /** Answers that wait behind one another become one text. */
  function mergeLine(to: string): boolean {
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
    if (!(await commit(() => outbox.handOver(attempt, now, now + STATUS_CHECK_AFTER_MS)))) return;
    const handover = {
      from,
      to,
      body,
      reportTo: `${reportUrl}?text=${id}.${attempts}`,
      validForSec: Math.ceil((goodUntil - now) / SECOND),
    };
    const outcome = await Promise.race([transport.send(handover), patience()]);
    if (isStopping) return;

    if ('cause' in outcome) log.warn({ id, ...outcome }, 'the carrier did not answer');
    else log.debug({ id, attempt: attempts, outcome: outcome.kind }, 'handed over');
    if (outcome.kind === 'taken') watch?.handed(billed);
    const isCertain = outcome.kind === 'refused' || outcome.kind === 'unreachable';
    const handing = { ...text, state: 'handing', attempts } as const;
    await settle(handing, (fresh) => {
      if (isCertain) outbox.takeBack({ id, attempts });
      return afterSending(fresh, outcome, clock.now());
    });
  }

  const patience = (): Promise<SendOutcome> =>
    clock.wait(SEND_PATIENCE_MS).then(() => ({ kind: 'unknown', cause: 'no answer in time' }));

  /** The carrier may have it: find it there before it is sent a second time. */
  async function look(text: OutboxText): Promise<void> {
    const since = (text.handedAt ?? clock.now()) - CLOCK_SKEW_MS;
    const way = text.attempts === 0 ? 'reply' : 'sent';
    const found = await transport.find({ to: text.to, body: text.body, way }, since);
    if (isStopping) return;
    const unclaimed = found?.filter(({ sid }) => !outbox.knows(sid));
    await settle(text, (fresh) => afterStatusCheck(fresh, unclaimed, clock.now()));
  }

  async function ask(text: OutboxText): Promise<void> {
    if (text.sid === undefined) throw new Error('a text with the carrier has no id');
    const answer = await transport.ask(text.sid);
    if (isStopping) return;
    await settle(text, (fresh) => afterAsk(fresh, answer, clock.now()));
  }

  /** While we waited for the carrier, it may have told us by itself: then there is nothing to change. */
  async function settle(
    text: OutboxText,
    step: (fresh: OutboxText) => DeliveryStep,
  ): Promise<void> {
    const tellOf = await commit(() => {
      const fresh = outbox.get(text.id);
      const isAsSeen = fresh?.state === text.state && fresh.attempts === text.attempts;
      return isAsSeen ? apply(fresh, step(fresh)) : undefined;
    });
    tellOf?.();
  }

  /** Changes a text, and returns how to tell of it once that is committed. */
  function apply(text: OutboxText, { change, mark }: DeliveryStep): () => void {
    outbox.change(text.id, change);
    if (mark !== undefined) silences.note({ address: text.to, code: mark, since: clock.now() });
    return () => {
      if (change.state && isEnd(change.state) && !isEnd(text.state)) watch?.ended(change.state);
      tell(text, change);
    };
  }

  function tell({ id }: OutboxText, { state, code }: Change): void {
    const news = describeDelivery(state, code);
    const why = code === undefined ? undefined : carrierError(code).sentence;
    if (news) log[news.level]({ id, state, code, why }, news.words);
  }

  /** A report counts for the attempt that it is about, unless it is older than what is known. */
  function takeReport({ id, attempt, ...report }: DeliveryNews): (() => void) | undefined {
    const text = outbox.get(id);
    if (text?.attempts !== attempt || (text.sid ?? report.sid) !== report.sid) return undefined;
    const step = text.state === 'waiting' ? undefined : afterReport(text, report, clock.now());
    if (!step) return undefined;
    const tellOf = apply(text, step);
    return () => withTrace(text.trip, tellOf);
  }

  return {
    advance: (text) => TASKS[taskOf(text)](text),
    async report(news) {
      const tellOf = await commit(() => takeReport(news));
      tellOf?.();
      return tellOf !== undefined;
    },
    stop() {
      isStopping = true;
    },
  };
}
