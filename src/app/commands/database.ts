import { existsSync } from 'node:fs';
import { fileIn } from '../../adapters/storage/sqlite/database.ts';
import { readDatabaseUrl } from '../../config/database-url.ts';
import { readSecretKeys } from '../../config/secret-keys.ts';
import { systemClock } from '../../core/clock.ts';
import { parsePersonId } from '../../people/person.ts';
import { misused, readEnvFile, refuse, report, type Shell } from './shell.ts';

/** Returns the address of the database; ends the command when nothing outlives it there. */
export function databaseUrl(shell: Shell): string {
  readEnvFile(shell);
  const url = readDatabaseUrl(shell.env);
  if (!url.ok) refuse(shell, `DATABASE_URL ${url.error}`);
  return url.value === 'memory:' ? misused(shell, IN_MEMORY) : url.value;
}

/** Returns the file of the database; ends the command when there is none. */
export const databaseFile = (shell: Shell): string =>
  fileIn(databaseUrl(shell)) ?? misused(shell, IN_MEMORY);

const IN_MEMORY = 'keeps nothing in a file: DATABASE_URL is memory:';

/** Copies the database into a file, even while a relay uses it. */
export async function backup(
  shell: Shell,
  file: string = misused(shell, 'backup needs the name of a file'),
): Promise<void> {
  const [{ backUp }, { describeBackup }] = await Promise.all([
    import('../../adapters/storage/sqlite/backup.ts'),
    import('../../cli/backup.ts'),
  ]);
  report(shell, describeBackup(file, await backUp(databaseFile(shell), file)));
}

const WITHOUT_SECRETS = '--without-secrets';

/** Replaces the database of a stopped relay with a backup, whose secrets must open with the key that is set. */
export async function restore(shell: Shell, ...words: string[]): Promise<void> {
  const [file, ...others] = words.filter((word) => word !== WITHOUT_SECRETS);
  if (file === undefined) misused(shell, 'restore needs the name of a backup');
  if (others.length > 0) misused(shell, `restore takes one backup, and ${WITHOUT_SECRETS}`);
  const [{ restore: restoreBackup }, { describeRestore, describeRestoreObjection }] =
    await Promise.all([
      import('../../adapters/storage/sqlite/restore.ts'),
      import('../../cli/backup.ts'),
    ]);
  const database = databaseFile(shell);
  const keys = readSecretKeys(shell.env);
  if (!keys.ok) refuse(shell, keys.error);
  const aside = `${database}.${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  const restored = await restoreBackup({
    ...{ backup: file, database, aside },
    secrets: words.includes(WITHOUT_SECRETS) ? 'remove' : 'keep',
    objection: ({ secretKeyIds }) =>
      describeRestoreObjection(
        secretKeyIds.map((keyId) => ({ keyId })),
        keys.value.keys,
      ),
  });
  report(shell, describeRestore(database, restored));
}

/** Unlocks actions for one person or for all after too many wrong codes, even while a relay runs. */
export async function unlock(shell: Shell, ...words: string[]): Promise<void> {
  const [{ unlockActions }, { describeUnlock }] = await Promise.all([
    import('../../adapters/storage/sqlite/unlock.ts'),
    import('../../cli/unlock.ts'),
  ]);
  const parsed = words.length === 0 ? undefined : parsePersonId(words.join(' '));
  if (parsed?.ok === false) {
    misused(shell, `unlock takes one name or number, or none to unlock everyone: ${parsed.error}`);
  }
  const person = parsed?.value;
  const unlocked = await unlockActions(databaseFile(shell), person, systemClock);
  report(shell, describeUnlock(unlocked, person));
}

/** Verifies that the record of actions was not changed, in the database or in a named copy. */
export async function audit(shell: Shell, copy?: string): Promise<void> {
  const [{ readRecord }, { verifyAudit }] = await Promise.all([
    import('../../adapters/storage/sqlite/read-record.ts'),
    import('../../cli/verify-audit.ts'),
  ]);
  const file = copy?.replace(/^sqlite:/, '') ?? databaseFile(shell);
  if (!existsSync(file)) {
    report(shell, { text: `There is no database at ${file}.\n`, isDone: false });
    return;
  }
  const seen = await readRecord(file, verifyAudit);
  if (!seen.ok) refuse(shell, seen.error);
  shell.stdout.write(seen.value.text);
  shell.finish(seen.value.isIntact ? 0 : 1);
}
