import type { Result } from '../core/result.ts';
import { waitUnlessAborted } from '../core/wait-unless-aborted.ts';
import type { Duty } from '../store/leadership.ts';
import { type BrokenComponent, COMPONENTS, checkRound, type RoundDependencies } from './round.ts';

/** The outcomes of a minute: the outside watch was asked, did not answer, or was not asked for a component that is broken. */
export const HEARTBEAT_OUTCOMES = ['asked', 'unanswered', ...COMPONENTS] as const;

export type HeartbeatOutcome = (typeof HEARTBEAT_OUTCOMES)[number];

interface Dependencies extends RoundDependencies {
  /** Asks the outside watch once; the reason why that failed names no address. */
  readonly ask: () => Promise<Result<void, string>>;
  readonly count: (outcome: HeartbeatOutcome) => void;
  readonly log: Record<'info' | 'warn' | 'error', (details: object, message: string) => void>;
}

const INTERVAL_MS = 60_000;

/**
 * Creates the duty that asks an outside watch every minute, but only after a round in which every component of the relay worked:
 * when the questions stop, the watch raises the alarm that the relay itself no longer can.
 */
export function createHeartbeat(dependencies: Dependencies): Duty {
  const { ask, count, log, clock } = dependencies;
  /** The line that was logged last: each is logged when it changes, and not every minute. */
  let logged = '';

  function report(state: string, write: () => void): void {
    if (state !== logged) write();
    logged = state;
  }

  function withhold(broken: readonly BrokenComponent[]): void {
    for (const { component } of broken) count(component);
    report(broken.map(({ component }) => component).join(), () =>
      log.warn({ broken }, 'no heartbeat: a component of the relay does not work'),
    );
  }

  async function beat(signal: AbortSignal): Promise<void> {
    const broken = await checkRound(dependencies);
    if (signal.aborted) return;
    if (broken.length > 0) return withhold(broken);
    const answer = await ask();
    count(answer.ok ? 'asked' : 'unanswered');
    if (answer.ok) return report('asked', () => log.info({}, 'the outside watch has a heartbeat'));
    report(answer.error, () =>
      log.warn({ why: answer.error }, 'the outside watch did not take a heartbeat'),
    );
  }

  return async (signal) => {
    while (!signal.aborted) {
      await beat(signal).catch((err: unknown) => {
        if (!signal.aborted) log.error({ err }, 'a heartbeat broke off');
      });
      await waitUnlessAborted(clock, INTERVAL_MS, signal);
    }
  };
}
