import type { Result } from '../core/result.ts';

/** The number of rows in a copy of the database. */
interface Contents {
  readonly texts: number;
  readonly unsent: number;
  readonly record: number;
}

interface Restored extends Contents {
  /** The new names of the replaced files. */
  readonly kept: readonly string[];
}

interface CommandResult {
  readonly text: string;
  readonly isDone: boolean;
}

/** Describes the result of a backup. */
export const describeBackup = (file: string, result: Result<Contents, string>): CommandResult =>
  describe(result, {
    done: (contents) => `${file} holds ${contents}.\n`,
    failed: (why) => `No backup: ${why}.\n`,
  });

/** Describes the result of replacing the database with a backup. */
export const describeRestore = (
  database: string,
  result: Result<Restored, string>,
): CommandResult =>
  describe(result, {
    done: (contents, { kept }) =>
      `${database} holds ${contents} now.\n${kept.length === 0 ? '' : `Its previous contents are in ${kept.join(', ')}.\n`}`,
    failed: (why) => `Nothing restored: ${why}.\n`,
  });

interface Descriptions<C> {
  readonly done: (words: string, contents: C) => string;
  readonly failed: (why: string) => string;
}

function describe<C extends Contents>(
  result: Result<C, string>,
  { done, failed }: Descriptions<C>,
): CommandResult {
  if (!result.ok) return { text: failed(result.error), isDone: false };
  const { texts, unsent, record } = result.value;
  const contents = `${texts} texts, ${unsent} still to send, and ${record} lines of record, none changed`;
  return { text: done(contents, result.value), isDone: true };
}
