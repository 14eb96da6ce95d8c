import { setTimeout as sleep } from 'node:timers/promises';
import { type FakeClock, MINUTE } from './fake-clock.ts';

const SHORT_STEP_MS = 500;
/** What is not there by then is waited for in steps as long as the relay waits between two looks. */
const SHORT_STEPS = 40;
const LONG_STEP_MS = 3000;

/** Resolves after so long, half of it at least without work in this process: on a busy machine its work takes longer on the clock. */
export async function rest(ms: number): Promise<void> {
  const before = performance.eventLoopUtilization();
  do await sleep(ms);
  while (performance.eventLoopUtilization(before).idle < ms / 2);
}

/** Lets the clock go on by one step, no faster than a backend of this process answers. */
async function goOn(clock: FakeClock, step: number, realMs: number): Promise<void> {
  await rest(realMs);
  clock.advance(step < SHORT_STEPS ? SHORT_STEP_MS : LONG_STEP_MS);
}

/** An answer that takes its time: the clock goes on until it is there. */
export async function advanceUntil<T>(clock: FakeClock, answer: Promise<T>): Promise<T> {
  const waiting = new AbortController();
  const stop = () => waiting.abort();
  void answer.then(stop, stop);
  for (let step = 0; !waiting.signal.aborted; step += 1) await goOn(clock, step, 10);
  return answer;
}

/** Something that comes by itself within five minutes: the clock goes on until it is there. */
export async function advanceUntilSeen<T>(
  clock: FakeClock,
  look: () => T | undefined,
): Promise<T | undefined> {
  const end = clock.now() + 5 * MINUTE;
  for (let step = 0; look() === undefined && clock.now() < end; step += 1)
    await goOn(clock, step, 25);
  return look();
}
