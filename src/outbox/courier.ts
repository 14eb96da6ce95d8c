import type { Clock } from '../core/clock.ts';
import { currentTrip, onTrip } from '../core/trip.ts';
import { segments } from '../sms/gsm7.ts';
import { type DeliveryState, isEnd } from './delivery-state.ts';
import { newsOf } from './news.ts';
import type { Change, Outbox, OutboxText, Outgoing } from './outbox.ts';
import {
  afterAsk,
  afterHandover,
  afterLook,
  afterReport,
  LOOK_AFTER_MS,
  type Step,
  taskOf,
  withdrawn,
} from './progress.ts';
import type { Silences } from './silences.ts';
import type { Outcome, Report, Transport } from './transport.ts';
import { troubleOf } from './trouble.ts';

/** News about one handover of one text. */
export interface News extends Report {
  readonly id: number;
  readonly attempt: number;
}

/** Gets the texts of the outbox to the phones, one at a time. */
export interface Courier extends Disposable {
  readonly post: (text: Outgoing, possiblyOutSince?: number) => void;
  /** What the carrier reports by itself; late, twice, out of order. */
  readonly hear: (news: News) => void;
}

interface Parts {
  readonly outbox: Outbox;
  readonly silences: Silences;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Record<
    'debug' | 'info' | 'warn' | 'error',
    (details: object, message: string) => void
  >;
  /** The relay's own number. */
  readonly sender: string;
  readonly reportUrl: string;
  readonly textsPerHour: number;
  readonly watch?: CourierWatch | undefined;
}

/** Hears what is billed and how texts end. Nothing of it may throw. */
export interface CourierWatch {
  /** The carrier took it. */
  readonly handed: (text: { readonly to: string; readonly segments: number }) => void;
  /** It got to the first state that is an end. */
  readonly ended: (state: DeliveryState) => void;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A carrier that has not answered by then may have the text or not. */
const SEND_PATIENCE_MS = 10 * SECOND;
/** How far the carrier's clock may be from ours. */
const CLOCK_SKEW_MS = 5 * SECOND;
const LONGEST_NAP_MS = HOUR;
const STUMBLE_MS = MINUTE;

export function createCourier(parts: Parts): Courier {
  const { outbox, silences, transport, clock, log, sender, reportUrl, textsPerHour, watch } = parts;
  let isStopping = false;
  let nap = Promise.withResolvers<void>();

  function wake(): void {
    nap.resolve();
    nap = Promise.withResolvers<void>();
  }

  async function work(): Promise<void> {
    while (!isStopping) {
      try {
        const text = outbox.next(clock.now());
        if (text) await onTrip(text.trip, () => attend(text));
        else await Promise.race([nap.promise, clock.wait(napLength())]);
      } catch (err) {
        log.error({ err }, 'the outbox cannot be read');
        await clock.wait(STUMBLE_MS);
      }
    }
  }

  function napLength(): number {
    const due = outbox.nextDue() ?? Number.POSITIVE_INFINITY;
    return Math.min(Math.max(due - clock.now(), 0), LONGEST_NAP_MS);
  }

  async function attend(text: OutboxText): Promise<void> {
    const { id } = text;
    try {
      await TASKS[taskOf(text)](text);
    } catch (err) {
      if (isStopping) return;
      log.error({ err, id }, 'the outbox stumbled over a text');
      outbox.change(id, { due: clock.now() + STUMBLE_MS });
    }
  }

  const TASKS = { offer, look, ask, rest: async () => {} };

  async function offer(text: OutboxText): Promise<void> {
    const { id, to, goodUntil, from = sender } = text;
    const now = clock.now();
    const end = withdrawn(text, silences.of(to)?.code, now);
    const free = Math.max(roomAt(now), outbox.freeAt(from));
    if (end) settle(text, { change: end });
    else if (free > now) outbox.change(id, { due: Math.min(free, goodUntil) });
    else await handOver(text, from, now);
  }

  async function handOver(text: OutboxText, from: string, now: number): Promise<void> {
    const { id, to, body, goodUntil } = text;
    const attempts = text.attempts + 1;
    const billed = { to, segments: segments(body) };
    outbox.handOver({ id, attempts, from, ...billed }, now, now + LOOK_AFTER_MS);
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
    const isCertain = outcome.kind === 'refused' || outcome.kind === 'unreachable';
    if (isCertain) outbox.takeBack({ id, attempts });
    if (outcome.kind === 'taken') watch?.handed(billed);
    const since = outbox.get(id);
    const isNews = since?.state === 'handing' && since.attempts === attempts;
    if (isNews) settle(since, afterHandover(since, outcome, clock.now()));
  }

  const patience = (): Promise<Outcome> =>
    clock.wait(SEND_PATIENCE_MS).then(() => ({ kind: 'unknown', cause: 'no answer in time' }));

  /** When the hourly limit leaves room for one more text. */
  function roomAt(now: number): number {
    const { texts, firstAt } = outbox.handedSince(now - HOUR);
    return texts < textsPerHour ? now : firstAt + HOUR;
  }

  /** The carrier may have it: find it there before it is sent a second time. */
  async function look(text: OutboxText): Promise<void> {
    const since = (text.handedAt ?? clock.now()) - CLOCK_SKEW_MS;
    const way = text.attempts === 0 ? 'reply' : 'sent';
    const found = await transport.find({ to: text.to, body: text.body, way }, since);
    if (isStopping) return;
    const unclaimed = found?.filter(({ sid }) => !outbox.knows(sid));
    withFresh(text, (fresh) => afterLook(fresh, unclaimed, clock.now()));
  }

  async function ask(text: OutboxText): Promise<void> {
    if (text.sid === undefined) throw new Error('a text with the carrier has no id');
    const answer = await transport.ask(text.sid);
    if (isStopping) return;
    withFresh(text, (fresh) => afterAsk(fresh, answer, clock.now()));
  }

  /** While we waited for the carrier, it may have told us by itself. */
  function withFresh(text: OutboxText, step: (fresh: OutboxText) => Step): void {
    const fresh = outbox.get(text.id);
    if (fresh?.state === text.state && fresh.attempts === text.attempts) settle(fresh, step(fresh));
  }

  function settle(text: OutboxText, { change, mark }: Step): void {
    outbox.change(text.id, change);
    if (change.state && isEnd(change.state) && !isEnd(text.state)) watch?.ended(change.state);
    if (mark !== undefined) silences.note({ address: text.to, code: mark, since: clock.now() });
    tell(text, change);
  }

  function tell({ id }: OutboxText, { state, code }: Change): void {
    const news = newsOf(state, code);
    const why = code === undefined ? undefined : troubleOf(code).sentence;
    if (news) log[news.level]({ id, state, code, why }, news.words);
  }

  void work();

  return {
    post(text, possiblyOutSince) {
      outbox.add({ trip: currentTrip(), ...text }, clock.now(), possiblyOutSince);
      wake();
    },
    hear({ id, attempt, ...report }) {
      const text = outbox.get(id);
      if (text?.attempts !== attempt || (text.sid ?? report.sid) !== report.sid) return;
      const step = text.state === 'waiting' ? undefined : afterReport(text, report, clock.now());
      if (!step) return;
      onTrip(text.trip, () => settle(text, step));
      wake();
    },
    [Symbol.dispose]() {
      isStopping = true;
      wake();
    },
  };
}
