import { type PgConnection, statement } from './connection.ts';
import type { TextsUnderWay } from './texts-under-way.ts';

/** A text without an answer is done with too, if the response told somebody to try again; not if its answer is a text of its own. */
const FINISH = statement(
  `UPDATE inbox SET done = true WHERE id = ANY($1) AND (answered OR (way IS NULL AND owner = $2))
   RETURNING sid`,
);

/** How long an acknowledgment waits for others. */
const MAX_WAIT_MS = 1000;

/** Marks texts as done with, many at a time: their response has reached the carrier. */
export interface Finisher {
  readonly finishSoon: (id: number) => void;
  readonly flush: () => Promise<void>;
}

export function createFinisher(
  connection: Pick<PgConnection, 'rows'>,
  { replica, underWay }: { readonly replica: string; readonly underWay: TextsUnderWay },
): Finisher {
  let acknowledged = new Set<number>();
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const texts = acknowledged;
    if (texts.size === 0) return;
    acknowledged = new Set();
    try {
      const finished = await connection.rows(FINISH, [...texts], replica);
      for (const { sid } of finished) underWay.delete(String(sid));
    } catch {
      acknowledged = new Set([...texts, ...acknowledged]);
      startTimer();
    }
  }

  function startTimer(): void {
    timer ??= setTimeout(() => void flush(), MAX_WAIT_MS);
    timer.unref();
  }

  return {
    finishSoon(id) {
      acknowledged.add(id);
      startTimer();
    },
    flush,
  };
}
