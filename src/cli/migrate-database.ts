import { formatCount } from '../core/format.ts';
import type { Result } from '../core/result.ts';

interface Report {
  readonly text: string;
  readonly isDone: boolean;
}

/** Describes the result of copying a SQLite file into a PostgreSQL. */
export function describeCopy(
  file: string,
  copied: Result<ReadonlyMap<string, number>, string>,
): Report {
  if (!copied.ok) return { text: `Nothing copied: ${copied.error}.\n`, isDone: false };
  const texts = copied.value.get('inbox') ?? 0;
  const record = copied.value.get('audit') ?? 0;
  const rows = [...copied.value.values()].reduce((sum, count) => sum + count, 0);
  const what = `${formatCount(texts, 'text')} and ${formatCount(record, 'line')} of record among them`;
  return {
    text: `${formatCount(rows, 'row')} copied, ${what}; all counted, and the record unchanged.\nSet DATABASE_URL to that address and start the relay. ${file} is as it was: keep it until you are content.\n`,
    isDone: true,
  };
}

/** Describes the result of bringing tables up to date. */
export const describeMigration = (migrated: Result<{ readonly role: string }, string>): Report =>
  migrated.ok
    ? {
        text: `The tables are up to date, and ${migrated.value.role} may use them.\n`,
        isDone: true,
      }
    : { text: `Nothing migrated: ${migrated.error}.\n`, isDone: false };
