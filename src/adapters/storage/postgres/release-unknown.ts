import { type PgConnection, statement } from './connection.ts';
import type { TextsUnderWay } from './texts-under-way.ts';

const OWN_TEXTS = statement(
  `SELECT sid FROM inbox WHERE owner = $1 AND NOT done
     AND id > (SELECT text FROM inbox_mark WHERE name = 'finished')`,
);
const RELEASE_TEXTS = statement(
  'UPDATE inbox SET owner = NULL WHERE owner = $1 AND NOT done AND sid = ANY($2)',
);
/** Their senders were told that nothing is done, and to try again. */
const CLOSE_REFUSED = statement(
  `UPDATE inbox SET answered = true, done = true, way = 'response'
   WHERE owner = $1 AND NOT answered AND sid = ANY($2)`,
);
const RELEASE_RUNS = statement(
  'UPDATE evidence SET owner = NULL WHERE owner = $1 AND run <> ALL($2)',
);

interface Known {
  readonly replica: string;
  readonly texts: Pick<TextsUnderWay, 'takeUp' | 'giveBack' | 'refused'>;
  readonly runs: () => readonly string[];
}

/**
 * Disowns what the database counts as this replica's, and this replica does not know of: the connection broke while it
 * was committed. The replica that leads takes it up.
 */
export async function releaseUnknown(
  { rows, run }: Pick<PgConnection, 'rows' | 'run'>,
  { replica, texts, runs }: Known,
): Promise<void> {
  const refused = texts.refused();
  if (refused.length > 0) await run(CLOSE_REFUSED, replica, refused);
  const own = await rows(OWN_TEXTS, replica);
  const unknown = texts.takeUp(own.map(({ sid }) => String(sid)));
  try {
    if (unknown.length > 0) await run(RELEASE_TEXTS, replica, unknown);
  } finally {
    texts.giveBack(unknown);
  }
  await run(RELEASE_RUNS, replica, runs());
}
