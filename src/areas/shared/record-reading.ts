import type { AsyncReading, Reading } from '../../core/reading.ts';

/** Asks, and lets the inventory learn from what was read. Nobody waits for it, and an answer is no worse when it cannot be written. */
export const recordReading =
  <T>(ask: () => AsyncReading<T>, note: (value: T, reading: Reading<T>) => Promise<void>) =>
  async (): AsyncReading<T> => {
    const answer = await ask();
    if (answer.ok) note(answer.value.value, answer.value).catch(() => {});
    return answer;
  };
