import type { Clock } from '../../../../core/clock.ts';
import { withoutTrace } from '../../../../core/trace.ts';
import type { CallError } from './call-error.ts';

const MAX_FAILURES_IN_A_ROW = 3;
const FIRST_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 15_000;
const QUICK_FAILURE_MS = 500;

interface Dependencies {
  readonly clock: Clock;
  /** Returns whether the server answers again. Never throws. */
  readonly probe: () => Promise<boolean>;
  /** Called when the circuit opens, so that the server gets no more calls. */
  readonly onOpen?: (error: CallError) => void;
  /** A call to an absent server costs nothing, unlike starting a program that ends at once. */
  readonly isCheap: boolean;
}

/** Circuit breaker: fails fast while the server is down and probes until it is back. */
export interface Breaker {
  /** The error with which a call fails at once; undefined while calls go through. */
  errorIfOpen(): CallError | undefined;
  /** Records the outcome and the duration of an attempt. */
  record(error: CallError | undefined, tookMs: number): void;
  stop(): void;
}

export function createBreaker({ clock, probe, onOpen, isCheap }: Dependencies): Breaker {
  let inARow = 0;
  let lastError: CallError | undefined;
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
    // A call that fails at once costs nothing, and the server may be back before the next probe.
    errorIfOpen: () => (isOpen && !(isCheap && isQuick) ? lastError : undefined),

    record(error, tookMs) {
      if (!isAbsence(error)) {
        close();
        return;
      }
      inARow += 1;
      lastError = error;
      isQuick = tookMs < QUICK_FAILURE_MS;
      if (inARow < MAX_FAILURES_IN_A_ROW || isOpen || isStopped) return;
      isOpen = true;
      onOpen?.(error);
      void withoutTrace(watch);
    },

    stop() {
      isStopped = true;
    },
  };
}

/** Returns whether the server did not answer. An error that it words itself is an answer. */
const isAbsence = (error: CallError | undefined): error is CallError =>
  error?.kind === 'unreachable' || error?.kind === 'timeout';
