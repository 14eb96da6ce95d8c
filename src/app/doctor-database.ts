import { isPostgres } from '../adapters/storage/postgres-url.ts';
import { fileIn } from '../adapters/storage/sqlite/database.ts';
import { inspectDatabase, inspectSpending } from '../adapters/storage/sqlite/inspect-database.ts';
import { FORMAT } from '../adapters/storage/sqlite/migrations.ts';
import { systemClock } from '../core/clock.ts';
import { type CheckResult, pass } from '../doctor/check-result.ts';
import { evaluateDatabase } from '../doctor/database.ts';
import { evaluatePostgres } from '../doctor/postgres.ts';

/** Checks the database of any engine, without changing it. */
export async function checkDatabase(url: string): Promise<readonly CheckResult[]> {
  if (isPostgres(url)) {
    const [{ inspectPostgres }, { FORMAT: format }] = await Promise.all([
      import('../adapters/storage/postgres/inspect-postgres.ts'),
      import('../adapters/storage/postgres/migrations.ts'),
    ]);
    return evaluatePostgres(await inspectPostgres(url), format);
  }
  const file = fileIn(url);
  if (file === undefined) return [pass('Database', 'in memory: nothing is stored')];
  return evaluateDatabase(await inspectDatabase(file), FORMAT);
}

/** Returns the cost of Claude on a day, and whether it is turned off. */
export async function readSpending(url: string, day: string): ReturnType<typeof inspectSpending> {
  if (!isPostgres(url)) return inspectSpending(fileIn(url), day);
  const { readPostgres } = await import('../adapters/storage/postgres/console-stores.ts');
  const read = await readPostgres(url, systemClock, async ({ ledger }) => ({
    micros: (await ledger.spent(day)).micros,
    isOff: await ledger.isOff(),
  }));
  return read.ok ? read.value : { micros: 0, isOff: false }; // the database has a check of its own
}
