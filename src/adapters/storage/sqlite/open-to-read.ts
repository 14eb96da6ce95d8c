import { DatabaseSync } from 'node:sqlite';

/** Opens a database without creating or migrating it; a relay may be using it. */
export const openToRead = (file: string): DatabaseSync =>
  new DatabaseSync(file, { readOnly: true, timeout: 2000 });

/** The format version of the tables; 0 in a file that the relay never wrote. */
export const formatOf = (sql: DatabaseSync): number =>
  Number(sql.prepare('PRAGMA user_version').get()?.['user_version']);
