/** One queue per key: its jobs run one after another, in the order they were enqueued. */
export interface KeyedQueue {
  enqueue<T>(key: string, job: () => Promise<T>): Promise<T>;
}

/** Queues appear with their first job and are removed with their last. */
export function createKeyedQueue(): KeyedQueue {
  const last = new Map<string, Promise<unknown>>();

  return {
    enqueue(key, job) {
      const mine = (last.get(key) ?? Promise.resolve()).then(job);
      const settled = mine.then(ignore, ignore).then(() => {
        if (last.get(key) === settled) last.delete(key);
      });
      last.set(key, settled);
      return mine;
    },
  };
}

const ignore = (): void => {};
