import { type PgConnection, statement } from './connection.ts';
import type { TextsUnderWay } from './texts-under-way.ts';

const FINISH = statement('UPDATE inbox SET done = true WHERE id = ANY($1) AND answered');

/** How long an acknowledgment waits for others. */
const MAX_WAIT_MS = 1000;

/** Marks texts as done with, many at a time: their response has reached the carrier. */
export interface Finisher {
  readonly finishSoon: (id: number, sid: string) => void;
  readonly flush: () => Promise<void>;
}

export function createFinisher(
  connection: Pick<PgConnection, 'run'>,
  underWay: TextsUnderWay,
): Finisher {
  let acknowledged = new Map<number, string>();
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const texts = acknowledged;
    if (texts.size === 0) return;
    acknowledged = new Map();
    try {
      await connection.run(FINISH, [...texts.keys()]);
    } catch {
      acknowledged = new Map([...texts, ...acknowledged]);
      startTimer();
      return;
    }
    for (const sid of texts.values()) underWay.delete(sid);
  }

  function startTimer(): void {
    timer ??= setTimeout(() => void flush(), MAX_WAIT_MS);
    timer.unref();
  }

  return {
    finishSoon(id, sid) {
      acknowledged.set(id, sid);
      startTimer();
    },
    flush,
  };
}
