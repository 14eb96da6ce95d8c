import type { AsyncReading, Reading } from '../../core/reading.ts';

/** Reads, and records the answer in the inventory. The write is not awaited, and its failure does not spoil the answer. */
export const recordReading =
  <T>(read: () => AsyncReading<T>, record: (value: T, reading: Reading<T>) => Promise<void>) =>
  async (): AsyncReading<T> => {
    const answer = await read();
    if (answer.ok) record(answer.value.value, answer.value).catch(() => {});
    return answer;
  };
