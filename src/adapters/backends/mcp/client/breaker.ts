import type { Clock } from '../../../../core/clock.ts';
import { withoutTrace } from '../../../../core/trace.ts';
import type { CallError } from './call-error.ts';

const MAX_IN_A_ROW = 3;
const FIRST_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 15_000;
const QUICK_MS = 500;

interface Dependencies {
  readonly clock: Clock;
  /** Whether the server can be spoken to again. Never throws. */
  readonly probe: () => Promise<boolean>;
  /** Hears that the server is left alone from now on. */
  readonly opened?: (trouble: CallError) => void;
  /** Asking costs nothing when nobody is there, unlike starting a program that ends at once. */
  readonly isCheap: boolean;
}

/** Spares a server that does not answer, and the people who wait for it, and looks for its return. */
export interface Breaker {
  /** What to answer at once, in place of asking a server that is known to be away. */
  verdict(): CallError | undefined;
  /** How an attempt ended, and how long it took. */
  note(trouble: CallError | undefined, tookMs: number): void;
  stop(): void;
}

export function createBreaker({ clock, probe, opened, isCheap }: Dependencies): Breaker {
  let inARow = 0;
  let lastTrouble: CallError | undefined;
  let isQuick = false;
  let isOpen = false;
  let isStopped = false;
  const isWatching = (): boolean => isOpen && !isStopped;

  async function watch(): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; isWatching(); pause *= 2) {
      await clock.wait(Math.min(pause, MAX_PAUSE_MS));
      if (isWatching() && (await probe())) close();
    }
  }

  function close(): void {
    isOpen = false;
    inARow = 0;
  }

  return {
    // A server that refuses at once costs nothing to ask, and may be back before the next probe.
    verdict: () => (isOpen && !(isCheap && isQuick) ? lastTrouble : undefined),

    note(trouble, tookMs) {
      if (!isAbsence(trouble)) {
        close();
        return;
      }
      inARow += 1;
      lastTrouble = trouble;
      isQuick = tookMs < QUICK_MS;
      if (inARow < MAX_IN_A_ROW || isOpen || isStopped) return;
      isOpen = true;
      opened?.(trouble);
      void withoutTrace(watch);
    },

    stop() {
      isStopped = true;
    },
  };
}

/** Whether nobody was there. An error that a server takes the trouble to word is an answer. */
const isAbsence = (trouble: CallError | undefined): trouble is CallError =>
  trouble?.kind === 'unreachable' || trouble?.kind === 'timeout';
