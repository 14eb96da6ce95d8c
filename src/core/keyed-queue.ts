/** One queue per key: its jobs run one after another, in the order they were enqueued. */
export interface KeyedQueue {
  enqueue<T>(key: string, job: () => Promise<T>): Promise<T>;
}

/** Queues appear with their first job, which starts at once, and are removed with their last. */
export function createKeyedQueue(): KeyedQueue {
  const last = new Map<string, Promise<unknown>>();

  return {
    enqueue(key, job) {
      const before = last.get(key);
      const mine = before ? before.then(job) : job();
      const settled = mine.then(leave, leave);
      last.set(key, settled);
      return mine;

      function leave(): void {
        if (last.get(key) === settled) last.delete(key);
      }
    },
  };
}
