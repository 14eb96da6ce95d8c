import { DatabaseSync } from 'node:sqlite';

/** Neither makes a file nor moves one forward; a relay may be at work in it. */
export const openToRead = (file: string): DatabaseSync =>
  new DatabaseSync(file, { readOnly: true, timeout: 2000 });

/** The format that its tables have; 0 in a file that the relay never wrote. */
export const formatOf = (sql: DatabaseSync): number =>
  Number(sql.prepare('PRAGMA user_version').get()?.['user_version']);
