import { withTrace } from '../core/trace.ts';
import { waitUnlessAborted } from '../core/wait-unless-aborted.ts';
import type { Delivery, DeliveryDependencies } from './delivery.ts';
import { createClockFollower } from './follow-clock.ts';
import type { OutboxText } from './outbox.ts';

/** Sends what is due in the outbox, one text at a time. */
export interface SendLoop {
  /** Sends until the signal aborts. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Lets the loop look again: there may be something to do. */
  readonly wake: () => void;
}

export interface SendLoopDependencies extends DeliveryDependencies {
  readonly textsPerHour: number;
  /** The longest time without a look into the outbox; shorter where other replicas add to it. */
  readonly maxIdleMs?: number | undefined;
}

/** The text to process now, or else the time until which there is nothing to do. */
interface Choice {
  readonly text?: OutboxText | undefined;
  readonly until: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const RETRY_MS = MINUTE;

export function createSendLoop(dependencies: SendLoopDependencies, delivery: Delivery): SendLoop {
  const { outbox, suppressionOf, clock, log, sender, textsPerHour } = dependencies;
  const { maxIdleMs = HOUR } = dependencies;
  let idle = Promise.withResolvers<void>();

  function wake(): void {
    idle.resolve();
    idle = Promise.withResolvers<void>();
  }

  async function run(signal: AbortSignal): Promise<void> {
    const followClock = createClockFollower({ outbox, clock, log });
    signal.addEventListener('abort', wake, { once: true });
    while (!signal.aborted) {
      await step(followClock, signal).catch(async (err: unknown) => {
        if (signal.aborted) return;
        log.error({ err }, 'the outbox cannot be read');
        await waitUnlessAborted(clock, RETRY_MS, signal);
      });
    }
  }

  async function step(followClock: () => Promise<void>, signal: AbortSignal): Promise<void> {
    const woken = idle.promise; // before it looks: what is added meanwhile wakes it too
    await followClock();
    const { text, until } = await choose(clock.now());
    if (signal.aborted) return;
    if (text) await withTrace(text.trip, () => processText(text, signal));
    else await Promise.race([woken, clock.wait(idleTime(until))]);
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

  const idleTime = (until: number): number => Math.min(Math.max(until - clock.now(), 0), maxIdleMs);

  async function processText(text: OutboxText, signal: AbortSignal): Promise<void> {
    const { id } = text;
    try {
      await delivery.advance(text, signal);
    } catch (err) {
      if (signal.aborted) return;
      log.error({ err, id }, 'a text in the outbox could not be processed');
      await outbox.postpone(id, clock.now() + RETRY_MS);
    }
  }

  /** Returns when the hourly limit leaves room for one more text. */
  async function roomAt(now: number): Promise<number> {
    const { texts, firstAt } = await outbox.handedSince(now - HOUR);
    return texts < textsPerHour ? now : firstAt + HOUR;
  }

  return { run, wake };
}
