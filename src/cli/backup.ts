import type { Result } from '../core/result.ts';

/** What a copy of the database holds. */
interface Contents {
  readonly texts: number;
  readonly unsent: number;
  readonly record: number;
}

interface Told {
  readonly text: string;
  readonly isDone: boolean;
}

/** What came of a backup, in words for the one who asked. */
export const describeBackup = (file: string, result: Result<Contents, string>): Told =>
  told(result, {
    done: (contents) => `${file} holds ${contents}.\n`,
    failed: (why) => `No backup: ${why}.\n`,
  });

/** What came of putting a backup in the place of the database. */
export const describeRestore = (
  { database, aside }: { readonly database: string; readonly aside: string | undefined },
  result: Result<Contents, string>,
): Told =>
  told(result, {
    done: (contents) =>
      `${database} holds ${contents} now.\n${aside === undefined ? '' : `What it held before is in ${aside}.\n`}`,
    failed: (why) => `Nothing restored: ${why}.\n`,
  });

interface Words {
  readonly done: (contents: string) => string;
  readonly failed: (why: string) => string;
}

function told(result: Result<Contents, string>, { done, failed }: Words): Told {
  if (!result.ok) return { text: failed(result.error), isDone: false };
  const { texts, unsent, record } = result.value;
  const contents = `${texts} texts, ${unsent} still to send, and ${record} lines of record, none changed`;
  return { text: done(contents), isDone: true };
}
