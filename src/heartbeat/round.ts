import type { Clock } from '../core/clock.ts';
import { formatCount } from '../core/format.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { isStuck } from './stuck-texts.ts';

/** The components of the relay that have to work before anybody is told that it does. */
export const COMPONENTS = ['intake', 'database', 'outbox', 'receipts'] as const;

export type Component = (typeof COMPONENTS)[number];

/** A component that does not work, and the reason. */
export interface BrokenComponent {
  readonly component: Component;
  readonly why: string;
}

export interface RoundDependencies {
  /** Asks the relay's own listener; returns the reason why texts cannot come in, if there is one. */
  readonly checkIntake: () => Promise<string | undefined>;
  /** Writes the time into the database. */
  readonly write: (at: number) => Promise<void>;
  readonly outbox: Pick<Outbox, 'queued' | 'lastReceiptAt'>;
  readonly clock: Pick<Clock, 'now' | 'wait'>;
}

/** A component that hangs is as good as broken. */
const COMPONENT_TIMEOUT_MS = 10_000;

const DAY_MS = 24 * 60 * 60_000;

/** Texts reach nobody any more when the carrier has reported none for so long: the weekly check would have been one. */
const MAX_RECEIPT_AGE_MS = 8 * DAY_MS;

/** Checks all components at the same time, and returns those that do not work. */
export async function checkRound(
  dependencies: RoundDependencies,
): Promise<readonly BrokenComponent[]> {
  const { checkIntake, write, outbox, clock } = dependencies;

  async function checkOutbox(): Promise<string | undefined> {
    const stuck = (await outbox.queued()).filter((text) => isStuck(text, clock.now()));
    return stuck.length === 0 ? undefined : `${formatCount(stuck.length, 'text')} not sent for 5m`;
  }

  async function checkReceipts(): Promise<string | undefined> {
    const last = await outbox.lastReceiptAt();
    const isOld = last !== undefined && clock.now() - last > MAX_RECEIPT_AGE_MS;
    return isOld ? 'no text was delivered for 8 days' : undefined;
  }

  const checks: Readonly<Record<Component, () => Promise<string | undefined>>> = {
    intake: checkIntake,
    database: () => write(clock.now()).then(() => undefined),
    outbox: checkOutbox,
    receipts: checkReceipts,
  };

  const results = await Promise.all(
    COMPONENTS.map(async (component) => ({
      component,
      why: await reasonOf(checks[component], clock),
    })),
  );
  return results.flatMap(({ component, why }) => (why === undefined ? [] : [{ component, why }]));
}

const reasonOf = (
  check: () => Promise<string | undefined>,
  clock: Pick<Clock, 'wait'>,
): Promise<string | undefined> =>
  Promise.race([
    check().catch((cause: unknown) => (cause instanceof Error ? cause.message : String(cause))),
    clock.wait(COMPONENT_TIMEOUT_MS).then(() => 'no answer in 10s'),
  ]);
