import { isUnreachable } from './faults.ts';

interface Settings<Item, Result> {
  /** Runs a batch in one statement; returns a result for each item. */
  readonly run: (batch: readonly Item[]) => Promise<readonly Result[]>;
  /** Of items with the same key, only one may be in a batch. */
  readonly keyOf?: (item: Item) => string | undefined;
  /** Batches at the same time. While that many are under way, the next one grows. */
  readonly maxUnderWay?: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (cause: unknown) => void;
}

const MAX_ITEMS = 500;

function report<Result>(
  batch: readonly Pick<Waiting<unknown, Result>, 'resolve' | 'reject'>[],
  results: readonly Result[],
): void {
  for (const [at, { resolve, reject }] of batch.entries()) {
    const result = results[at];
    if (result === undefined) reject(new Error('a batch has no result for an item'));
    else resolve(result);
  }
}

/** Runs all items of one turn of the event loop together; when that fails, each by itself, so that the others succeed. */
export function createBatcher<Item, Result>({
  run,
  keyOf = () => undefined,
  maxUnderWay = 2,
}: Settings<Item, Result>): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let underWay = 0;

  /** Takes items until a key comes a second time; that one and all behind it wait for the next batch. */
  function take(): readonly Waiting<Item, Result>[] {
    const keys = new Set<string>();
    const end = waiting.findIndex(({ item }) => {
      const key = keyOf(item);
      if (key === undefined) return false;
      if (keys.has(key)) return true;
      keys.add(key);
      return false;
    });
    const batch = waiting.slice(0, Math.min(end < 0 ? MAX_ITEMS : end, MAX_ITEMS));
    waiting = waiting.slice(batch.length);
    return batch;
  }

  function flush(): void {
    while (waiting.length > 0 && underWay < maxUnderWay) {
      underWay += 1;
      void perform(take()).finally(() => {
        underWay -= 1;
        flush();
      });
    }
  }

  async function perform(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      report(batch, await run(batch.map(({ item }) => item)));
    } catch (cause) {
      if (batch.length > 1 && !isUnreachable(cause))
        await Promise.all(batch.map((one) => perform([one])));
      else for (const { reject } of batch) reject(cause);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ item, resolve, reject });
    });
}
