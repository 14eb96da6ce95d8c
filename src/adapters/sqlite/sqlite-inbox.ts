import type { Inbox } from '../../inbox/inbox.ts';
import type { Database } from './database.ts';

/** The inbox in SQLite. Every call is committed when it returns. */
export function createSqliteInbox({ sql }: Database): Inbox {
  const insert = sql.prepare(
    'INSERT INTO inbox (sid, sender, at, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const answer = sql.prepare(
    'UPDATE inbox SET answered = 1, answer = ? WHERE sid = ? AND answered = 0',
  );
  const find = sql.prepare('SELECT answer FROM inbox WHERE sid = ? AND answered = 1');
  const forget = sql.prepare(
    'UPDATE inbox SET body = NULL, answer = NULL, answered = 1 WHERE at < ? AND body IS NOT NULL',
  );

  return {
    receive: ({ sid, from, at, body }) => insert.run(sid, from, at, body).changes === 1,
    answer(sid, { text }) {
      answer.run(text ?? null, sid);
    },
    answerTo(sid) {
      const row = find.get(sid);
      if (!row) return undefined;
      return typeof row['answer'] === 'string' ? { text: row['answer'] } : {};
    },
    forgetBefore: (at) => Number(forget.run(at).changes),
  };
}
