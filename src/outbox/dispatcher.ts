import type { OutboundMessage } from '../channels/outbound-message.ts';
import { currentTraceId, withTrace } from '../core/trace.ts';
import { createDelivery, type DeliveryDependencies, type DeliveryUpdate } from './delivery.ts';
import { createClockFollower } from './follow-clock.ts';
import type { OutboxText } from './outbox.ts';

/** Sends the texts of the outbox, one at a time. */
export interface Dispatcher extends Disposable {
  /** Stores a text that the relay starts itself. */
  readonly enqueue: (text: OutboundMessage) => Promise<void>;
  /** Called for the carrier's own reports, which come late, twice and out of order. */
  readonly onReport: (update: DeliveryUpdate) => Promise<void>;
}

interface Dependencies extends DeliveryDependencies {
  readonly textsPerHour: number;
}

/** The text to process now, or else the time until which there is nothing to do. */
interface Choice {
  readonly text?: OutboxText | undefined;
  readonly until: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const MAX_IDLE_MS = HOUR;
const RETRY_MS = MINUTE;

export function createDispatcher(dependencies: Dependencies): Dispatcher {
  const { outbox, suppressionOf, clock, log, sender, textsPerHour } = dependencies;
  const delivery = createDelivery(dependencies);
  let isStopping = false;
  let idle = Promise.withResolvers<void>();
  const followClock = createClockFollower({ outbox, clock, log });

  function wake(): void {
    idle.resolve();
    idle = Promise.withResolvers<void>();
  }

  async function work(): Promise<void> {
    while (!isStopping) {
      try {
        const woken = idle.promise; // before it looks: what is added meanwhile wakes it too
        await followClock();
        const { text, until } = await choose(clock.now());
        if (text) await withTrace(text.trip, () => processText(text));
        else await Promise.race([woken, clock.wait(idleTime(until))]);
      } catch (err) {
        log.error({ err }, 'the outbox cannot be read');
        await clock.wait(RETRY_MS);
      }
    }
  }

  async function choose(now: number): Promise<Choice> {
    const due = (await outbox.nextDue(now)) ?? Number.POSITIVE_INFINITY;
    const first = await outbox.nextToSend(now);
    const free = first ? await freeFor(first, now) : now;
    if (first && free <= now) return { text: first, until: now };
    return { text: await outbox.nextToAsk(now), until: first ? Math.min(due, free) : due };
  }

  /** Returns when a text can be sent: a number sends one segment a second, and the relay so many texts an hour. */
  async function freeFor(
    { from = sender, to, goodUntil, state }: OutboxText,
    now: number,
  ): Promise<number> {
    if (state === 'handing' || (await suppressionOf(to))) return now;
    const [room, free] = [await roomAt(now), await outbox.freeAt(from)];
    return Math.min(Math.max(room, free), goodUntil);
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
      await outbox.postpone(id, clock.now() + RETRY_MS);
    }
  }

  /** Returns when the hourly limit leaves room for one more text. */
  async function roomAt(now: number): Promise<number> {
    const { texts, firstAt } = await outbox.handedSince(now - HOUR);
    return texts < textsPerHour ? now : firstAt + HOUR;
  }

  outbox.onAdded(wake);
  void work();

  return {
    enqueue: (text) => outbox.add({ trip: currentTraceId(), ...text }, clock.now()),
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
