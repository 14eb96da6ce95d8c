import type { Result } from '../core/result.ts';

/** What a copy of the database holds. */
interface Contents {
  readonly texts: number;
  readonly unsent: number;
  readonly record: number;
}

interface Restored extends Contents {
  /** The files that were there before, as they are called now. */
  readonly kept: readonly string[];
}

interface CommandResult {
  readonly text: string;
  readonly isDone: boolean;
}

/** What came of a backup, in words for the one who asked. */
export const describeBackup = (file: string, result: Result<Contents, string>): CommandResult =>
  told(result, {
    done: (contents) => `${file} holds ${contents}.\n`,
    failed: (why) => `No backup: ${why}.\n`,
  });

/** What came of putting a backup in the place of the database. */
export const describeRestore = (
  database: string,
  result: Result<Restored, string>,
): CommandResult =>
  told(result, {
    done: (contents, { kept }) =>
      `${database} holds ${contents} now.\n${kept.length === 0 ? '' : `What it held before is in ${kept.join(', ')}.\n`}`,
    failed: (why) => `Nothing restored: ${why}.\n`,
  });

interface Words<C> {
  readonly done: (words: string, contents: C) => string;
  readonly failed: (why: string) => string;
}

function told<C extends Contents>(
  result: Result<C, string>,
  { done, failed }: Words<C>,
): CommandResult {
  if (!result.ok) return { text: failed(result.error), isDone: false };
  const { texts, unsent, record } = result.value;
  const contents = `${texts} texts, ${unsent} still to send, and ${record} lines of record, none changed`;
  return { text: done(contents, result.value), isDone: true };
}
