import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { createMinuteOfDay } from '../core/minute-of-day.ts';
import { waitUnlessAborted } from '../core/wait-unless-aborted.ts';
import type { Person, PersonId } from '../people/person.ts';
import type { Duty } from '../store/leadership.ts';
import type { Transact } from '../store/transact.ts';

/** The state of the weekly check, as it is stored. Times are epoch milliseconds. */
const LoopState = z.object({
  /** The time since which the relay knows of no delivered text. */
  since: z.int(),
  sentAt: z.int().optional(),
});
type LoopState = z.infer<typeof LoopState>;

/** The stores and effects of one transaction. */
interface LoopTransaction {
  readonly alerts: {
    memo(name: string): Promise<unknown>;
    save(changes: { readonly memos: ReadonlyMap<string, unknown> }): Promise<void>;
  };
  /** Sends a person a text of its own, once for each key. */
  readonly notify: (
    person: PersonId,
    key: string,
    words: { readonly body: string; readonly importance: 'critical' },
  ) => Promise<void>;
}

interface Dependencies {
  readonly transact: Transact<LoopTransaction>;
  readonly lastReceiptAt: () => Promise<number | undefined>;
  /** Returns the first operator who may be texted. */
  readonly firstOperator: () => Promise<Person | undefined>;
  /** Returns true in the hours in which somebody wants to be left alone. */
  readonly isQuiet: (person: Person, at: number) => Promise<boolean>;
  readonly clock: Pick<Clock, 'now' | 'wait'>;
  readonly log: { error(details: object, message: string): void };
}

interface Moment {
  readonly person: Person;
  readonly receiptAt: number | undefined;
  readonly isGoodTime: boolean;
  readonly now: number;
}

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const INTERVAL_MS = 10 * MINUTE_MS;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

/** The hours of the day in which it is sent, by the person's own clock. */
const BY_DAY = { from: 10 * HOUR_MINUTES, to: 18 * HOUR_MINUTES } as const;

const MEMO = 'loop-text';
const WORDS = 'Weekly check: texts from the house reach you. Nothing is wrong.';

/** Returns true when no text was delivered for a week, and none was sent to find out. */
const isLoopTextDue = (
  { since, sentAt = 0 }: LoopState,
  lastReceiptAt: number | undefined,
  now: number,
): boolean => now - Math.max(lastReceiptAt ?? since, sentAt) >= WEEK_MS;

/** Creates the duty that texts the first operator when no text was delivered for a week, so that receipts stay young. */
export function createLoopText(dependencies: Dependencies): Duty {
  const { transact, lastReceiptAt, firstOperator, isQuiet, clock, log } = dependencies;

  async function mayText(person: Person, now: number): Promise<boolean> {
    const minute = createMinuteOfDay(person.timeZone)(now);
    return minute >= BY_DAY.from && minute < BY_DAY.to && !(await isQuiet(person, now));
  }

  async function decide({ alerts, notify }: LoopTransaction, moment: Moment): Promise<void> {
    const { person, receiptAt, isGoodTime, now } = moment;
    const stored = LoopState.safeParse(await alerts.memo(MEMO));
    const store = (state: LoopState) => alerts.save({ memos: new Map([[MEMO, state]]) });
    if (!stored.success) return store({ since: now });
    if (!isGoodTime || !isLoopTextDue(stored.data, receiptAt, now)) return;
    await store({ ...stored.data, sentAt: now });
    const key = `loop-text:${person.id}:${Math.floor(now / WEEK_MS)}`;
    await notify(person.id, key, { body: WORDS, importance: 'critical' });
  }

  async function step(): Promise<void> {
    const now = clock.now();
    const [receiptAt, person] = await Promise.all([lastReceiptAt(), firstOperator()]);
    if (!person) return;
    const isGoodTime = await mayText(person, now);
    await transact((tx) => decide(tx, { person, receiptAt, isGoodTime, now }));
  }

  return async (signal) => {
    while (!signal.aborted) {
      await step().catch((err: unknown) => {
        if (!signal.aborted) log.error({ err }, 'the weekly check failed');
      });
      await waitUnlessAborted(clock, INTERVAL_MS, signal);
    }
  };
}
