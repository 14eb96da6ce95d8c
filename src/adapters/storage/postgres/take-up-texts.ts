import type { UnfinishedText } from '../../../inbox/inbox.ts';
import { toUnfinished } from '../inbox-row.ts';
import { type PgConnection, statement } from './connection.ts';
import { isAbandoned } from './is-abandoned.ts';
import type { TextsUnderWay } from './texts-under-way.ts';

interface Settings {
  readonly replica: string;
  readonly underWay: TextsUnderWay;
}

const LEFT_BEHIND = statement(
  `SELECT sid FROM inbox WHERE id > (SELECT text FROM inbox_mark WHERE name = 'finished')
     AND NOT done AND (${isAbandoned('inbox')} OR owner = $1)`,
);
const CLAIM = statement(
  `WITH left_behind AS (
     SELECT id FROM inbox WHERE sid = ANY($2) AND NOT done AND (${isAbandoned('inbox')} OR owner = $1)
     ORDER BY id FOR UPDATE SKIP LOCKED)
   UPDATE inbox SET owner = $1 FROM left_behind WHERE inbox.id = left_behind.id RETURNING inbox.*`,
);

/** Takes up the texts that replicas which have ended left behind, and those that this one does not know of; oldest first. */
export function createTakeUp(
  { rows }: Pick<PgConnection, 'rows'>,
  { replica, underWay }: Settings,
): () => Promise<readonly UnfinishedText[]> {
  /** Claims texts for this replica, unless another one was faster. */
  async function claim(sids: readonly string[]): Promise<readonly UnfinishedText[]> {
    const missed = new Set(sids);
    try {
      const claimed = (await rows(CLAIM, replica, sids)).map(toUnfinished);
      for (const { sid } of claimed) missed.delete(sid);
      return claimed;
    } finally {
      underWay.giveBack(missed);
    }
  }

  return async () => {
    const found = (await rows(LEFT_BEHIND, replica)).map(({ sid }) => String(sid));
    // Decided after that was read: a text that was stored in the meantime is known here by now.
    const left = underWay.takeUp(found);
    if (left.length === 0) return [];
    return (await claim(left)).toSorted((a, b) => a.at - b.at);
  };
}
