import { currentTraceId, withTrace } from '../core/trace.ts';
import { createDelivery, type DeliveryDependencies, type DeliveryUpdate } from './delivery.ts';
import { createClockFollower } from './follow-clock.ts';
import { mergeAnswers } from './merge-answers.ts';
import { mustQueue } from './must-queue.ts';
import type { OutboundMessage, OutboxText } from './outbox.ts';

/** Sends the texts of the outbox, one at a time. */
export interface Dispatcher extends Disposable {
  /** Must run in a transaction. `possiblyOutSince`: the carrier may have it already, since then. */
  readonly enqueue: (text: OutboundMessage, possiblyOutSince?: number) => void;
  /** Returns true when an answer to this phone must be a text of its own, behind those that leave within seconds. */
  readonly mustQueue: (to: string) => boolean;
  /** Merges the answers that wait for the same phone into this one, and supersedes them. Must run in a transaction. */
  readonly mergeQueued: (to: string, answer: string) => string;
  /** Called for the carrier's own reports, which come late, twice and out of order. */
  readonly onReport: (update: DeliveryUpdate) => Promise<void>;
}

interface Dependencies extends DeliveryDependencies {
  readonly textsPerHour: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const MAX_IDLE_MS = HOUR;
const RETRY_MS = MINUTE;

export function createDispatcher(dependencies: Dependencies): Dispatcher {
  const { outbox, suppressions, clock, log, sender, textsPerHour, commit } = dependencies;
  const delivery = createDelivery(dependencies);
  let isStopping = false;
  let idle = Promise.withResolvers<void>();
  const followClock = createClockFollower({ outbox, clock, commit, log });

  function wake(): void {
    idle.resolve();
    idle = Promise.withResolvers<void>();
  }

  async function work(): Promise<void> {
    while (!isStopping) {
      try {
        await followClock();
        const { text, until } = choose(clock.now());
        if (text) await withTrace(text.trip, () => processText(text));
        else await Promise.race([idle.promise, clock.wait(idleTime(until))]);
      } catch (err) {
        log.error({ err }, 'the outbox cannot be read');
        await clock.wait(RETRY_MS);
      }
    }
  }

  /** Returns the text to process now, or else the time until which there is nothing to do. */
  function choose(now: number): { readonly text?: OutboxText | undefined; readonly until: number } {
    const due = outbox.nextDue(now) ?? Number.POSITIVE_INFINITY;
    const first = outbox.nextToSend(now);
    const free = first ? freeFor(first, now) : now;
    if (first && free <= now) return { text: first, until: now };
    return { text: outbox.nextToAsk(now), until: first ? Math.min(due, free) : due };
  }

  /** Returns when a text can be sent: a number sends one segment a second, and the relay so many texts an hour. */
  function freeFor({ from = sender, to, goodUntil, state }: OutboxText, now: number): number {
    if (state === 'handing' || suppressions.of(to)) return now;
    return Math.min(Math.max(roomAt(now), outbox.freeAt(from)), goodUntil);
  }

  const idleTime = (until: number): number =>
    Math.min(Math.max(until - clock.now(), 0), MAX_IDLE_MS);

  async function processText(text: OutboxText): Promise<void> {
    const { id } = text;
    try {
      await delivery.advance(text);
    } catch (err) {
      if (isStopping) return;
      log.error({ err, id }, 'a text in the outbox could not be processed');
      await commit(() => outbox.change(id, { due: clock.now() + RETRY_MS }));
    }
  }

  /** Returns when the hourly limit leaves room for one more text. */
  function roomAt(now: number): number {
    const { texts, firstAt } = outbox.handedSince(now - HOUR);
    return texts < textsPerHour ? now : firstAt + HOUR;
  }

  void work();

  return {
    enqueue(text, possiblyOutSince) {
      outbox.add({ trip: currentTraceId(), ...text }, clock.now(), possiblyOutSince);
      wake();
    },
    mergeQueued(to, answer) {
      const older = outbox.replaceable(to);
      outbox.supersede(older);
      return mergeAnswers(
        older.map(({ body }) => body),
        answer,
      );
    },
    mustQueue(to) {
      const backlog = outbox.backlog(to);
      if (!backlog) return false;
      const now = clock.now();
      const { texts } = outbox.handedSince(now - HOUR);
      return mustQueue(backlog, { now, room: textsPerHour - texts });
    },
    async onReport(update) {
      if (await delivery.report(update)) wake();
    },
    [Symbol.dispose]() {
      isStopping = true;
      delivery.stop();
      wake();
    },
  };
}
