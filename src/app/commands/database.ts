import { existsSync } from 'node:fs';
import { isPostgres } from '../../adapters/storage/postgres-url.ts';
import { fileIn } from '../../adapters/storage/sqlite/database.ts';
import { readDatabaseUrl } from '../../config/database-url.ts';
import { readSecretKeys } from '../../config/secret-keys.ts';
import { systemClock } from '../../core/clock.ts';
import type { Result } from '../../core/result.ts';
import { parsePersonId } from '../../people/person.ts';
import { misused, readEnvFile, refuse, report, type Shell } from './shell.ts';

/** Returns the address of the database; ends the command when nothing outlives it there. */
export function databaseUrl(shell: Shell): string {
  readEnvFile(shell);
  const url = readDatabaseUrl(shell.env);
  if (!url.ok) refuse(shell, `DATABASE_URL ${url.error}`);
  return url.value === 'memory:' ? misused(shell, IN_MEMORY) : url.value;
}

/** Returns the file of the database; ends the command, with what to do instead, when there is none. */
function databaseFile(shell: Shell, instead: string): string {
  const url = databaseUrl(shell);
  if (isPostgres(url)) refuse(shell, instead);
  return fileIn(url) ?? misused(shell, IN_MEMORY);
}

const IN_MEMORY = 'keeps nothing in a file: DATABASE_URL is memory:';

const PG_DUMP =
  'backup copies a file of SQLite. PostgreSQL has a tool of its own: pg_dump --format=custom --file=relay.dump "$DATABASE_URL". Keep RELAY_SECRET_KEY elsewhere: without it the secrets in that file are useless.';
const PG_RESTORE =
  'restore puts back a file of SQLite. For PostgreSQL stop all replicas, then: pg_restore --clean --if-exists --single-transaction --dbname="$DATABASE_URL" relay.dump';

/** Copies the database into a file, even while a relay uses it. */
export async function backup(
  shell: Shell,
  file: string = misused(shell, 'backup needs the name of a file'),
): Promise<void> {
  const [{ backUp }, { describeBackup }] = await Promise.all([
    import('../../adapters/storage/sqlite/backup.ts'),
    import('../../cli/backup.ts'),
  ]);
  report(shell, describeBackup(file, await backUp(databaseFile(shell, PG_DUMP), file)));
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
  const database = databaseFile(shell, PG_RESTORE);
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
  const [{ changeStored }, { unlockPeople }, { describeUnlock }] = await Promise.all([
    import('../../adapters/storage/change-stored.ts'),
    import('../../approvals/unlock-people.ts'),
    import('../../cli/unlock.ts'),
  ]);
  const parsed = words.length === 0 ? undefined : parsePersonId(words.join(' '));
  if (parsed?.ok === false) {
    misused(shell, `unlock takes one name or number, or none to unlock everyone: ${parsed.error}`);
  }
  const person = parsed?.value;
  const unlocked = await changeStored(databaseUrl(shell), systemClock, (stores) =>
    unlockPeople(stores, person, systemClock),
  );
  report(shell, describeUnlock(unlocked, person));
}

/** Verifies that the record of actions was not changed, in the database or in a named copy. */
export async function audit(shell: Shell, copy?: string): Promise<void> {
  const { verifyAudit } = await import('../../cli/verify-audit.ts');
  const url = copy ?? databaseUrl(shell);
  if (isPostgres(url)) {
    const { readPostgres } = await import('../../adapters/storage/postgres/console-stores.ts');
    reportAudit(shell, await readPostgres(url, systemClock, (stores) => verifyAudit(stores.audit)));
    return;
  }
  const file = url.replace(/^sqlite:/, '');
  if (!existsSync(file)) {
    report(shell, { text: `There is no database at ${file}.\n`, isDone: false });
    return;
  }
  const { readRecord } = await import('../../adapters/storage/sqlite/read-record.ts');
  reportAudit(shell, await readRecord(file, verifyAudit));
}

interface AuditReport {
  readonly text: string;
  readonly isIntact: boolean;
}

function reportAudit(shell: Shell, seen: Result<AuditReport, string>): void {
  if (!seen.ok) refuse(shell, seen.error);
  shell.stdout.write(seen.value.text);
  shell.finish(seen.value.isIntact ? 0 : 1);
}
