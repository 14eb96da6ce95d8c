import { type PgConnection, statement } from './connection.ts';

const RELEASE_TEXTS = statement(
  `UPDATE inbox SET owner = NULL WHERE owner = $1 AND NOT done AND sid <> ALL($2)
     AND id > (SELECT text FROM inbox_mark WHERE name = 'finished')`,
);
const RELEASE_RUNS = statement(
  'UPDATE evidence SET owner = NULL WHERE owner = $1 AND run <> ALL($2)',
);

interface Known {
  readonly replica: string;
  readonly texts: () => readonly string[];
  readonly runs: () => readonly string[];
}

/**
 * Gives away what the database counts as this replica's, and this replica does not know of: the connection broke while it
 * was committed. The replica that leads takes it up.
 */
export async function releaseUnknown(
  { run }: Pick<PgConnection, 'run'>,
  { replica, texts, runs }: Known,
): Promise<void> {
  await run(RELEASE_TEXTS, replica, texts());
  await run(RELEASE_RUNS, replica, runs());
}
