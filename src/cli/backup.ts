import { formatCount } from '../core/format.ts';
import type { Result } from '../core/result.ts';
import { describeKeyMismatch } from '../secrets/key-mismatch.ts';

/** The number of rows in a copy of the database. */
interface Contents {
  readonly texts: number;
  readonly unsent: number;
  readonly record: number;
  readonly secretKeyIds: readonly string[];
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
    done: (words, { secretKeyIds }) => `${file} holds ${words}.\n${describeSecrets(secretKeyIds)}`,
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

/** Describes the secrets of a backup, and the key that it takes to use them. */
function describeSecrets(keyIds: readonly string[]): string {
  if (keyIds.length === 0) return '';
  const [are, them] = keyIds.length === 1 ? ['is', 'it'] : ['are', 'them'];
  const key = [...new Set(keyIds)].join(' or ');
  return `Its ${formatCount(keyIds.length, 'secret')} ${are} useless without key ${key}, which is not in the file: keep RELAY_SECRET_KEY elsewhere, to open ${them}.\n`;
}

/** Describes why the secrets of a backup cannot be used, and the ways out. */
export function describeRestoreObjection(
  sealed: Parameters<typeof describeKeyMismatch>[0],
  keys: Parameters<typeof describeKeyMismatch>[1],
): string | undefined {
  const mismatch = describeKeyMismatch(sealed, keys);
  return mismatch === undefined
    ? undefined
    : `${mismatch}: set RELAY_SECRET_KEY to that key, or if it is lost add --without-secrets`;
}

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
