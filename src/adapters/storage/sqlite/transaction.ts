import type { DatabaseSync } from 'node:sqlite';

export type Transactional = Pick<DatabaseSync, 'exec' | 'isOpen' | 'isTransaction'>;

/** Commits all of the work, or none of it. */
export function inTransaction<T>(sql: Transactional, work: () => T): T {
  sql.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    sql.exec('COMMIT');
    return result;
  } catch (cause) {
    rollBack(sql);
    throw cause;
  }
}

/** Commits all of the work, or none of it. Nothing but the work may use this connection before it ends. */
export async function inAsyncTransaction<T>(
  sql: Transactional,
  work: () => Promise<T>,
): Promise<T> {
  sql.exec('BEGIN IMMEDIATE');
  try {
    const result = await work();
    sql.exec('COMMIT');
    return result;
  } catch (cause) {
    rollBack(sql);
    throw cause;
  }
}

/** SQLite has ended the transaction by itself after some errors, a full disk for instance. */
function rollBack(sql: Transactional): void {
  if (sql.isOpen && sql.isTransaction) sql.exec('ROLLBACK');
}
