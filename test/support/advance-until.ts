import { setTimeout as sleep } from 'node:timers/promises';
import type { FakeClock } from './fake-clock.ts';

/** An answer that takes its time: the clock goes on until it is there. */
export async function advanceUntil<T>(clock: FakeClock, answer: Promise<T>): Promise<T> {
  const waiting = new AbortController();
  const stop = () => waiting.abort();
  void answer.then(stop, stop);
  while (!waiting.signal.aborted) {
    await sleep(10);
    clock.advance(500);
  }
  return answer;
}
