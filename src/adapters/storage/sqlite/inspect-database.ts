import { randomUUID } from 'node:crypto';
import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { firstBroken } from '../../../audit/audit.ts';
import type { DatabaseFacts } from '../../../doctor/database.ts';
import { createAuditStore } from './audit-store.ts';
import { createBudgetStore } from './budget-store.ts';
import { immediate } from './connection.ts';
import { FORMAT } from './migrations.ts';
import { formatOf, openToRead } from './open-to-read.ts';

/** The size of a trial write: as much as a busy minute writes. */
const PROBE_BYTES = 256 * 1024;

/** Inspects the database without changing, migrating or locking it: a relay may be using it. */
export async function inspectDatabase(file: string): Promise<DatabaseFacts> {
  const folder = nearestExisting(dirname(file));
  const { bavail, bsize } = statfsSync(folder);
  return {
    file,
    writeError: tryWriting(folder),
    freeBytes: bavail * bsize,
    inside: existsSync(file) ? await readContents(file) : undefined,
  };
}

/** Returns the folder, or its nearest nearestExisting parent. */
const nearestExisting = (folder: string): string =>
  existsSync(folder) || folder === dirname(folder) ? folder : nearestExisting(dirname(folder));

function tryWriting(folder: string): string | undefined {
  const probe = join(folder, `.relay-doctor-${randomUUID()}`);
  try {
    writeFileSync(probe, Buffer.alloc(PROBE_BYTES), { flag: 'wx', mode: 0o600, flush: true });
    return undefined;
  } catch (cause) {
    return String(cause);
  } finally {
    rmSync(probe, { force: true });
  }
}

async function readContents(file: string): Promise<DatabaseFacts['inside']> {
  try {
    using sql = openToRead(file);
    const complaints = sql
      .prepare('PRAGMA quick_check(3)')
      .all()
      .map((row) => String(row['quick_check']))
      .filter((line) => line !== 'ok');
    const format = formatOf(sql);
    const record = format === FORMAT ? await checkRecord(sql) : { lines: 0, brokenAt: undefined };
    return { kind: 'read', complaints, format, ...record };
  } catch (cause) {
    return { kind: 'unreadable', cause: String(cause) };
  }
}

async function checkRecord(sql: DatabaseSync) {
  const audit = createAuditStore(immediate(sql));
  const [newest] = await audit.last(1);
  return { lines: newest?.seq ?? 0, brokenAt: await firstBroken(audit.all()) };
}

const NO_SPENDING = { micros: 0, isOff: false };

/** Returns the cost of Claude on a day, and whether it is turned off; zero and `false` if the file is unreadable. */
export async function inspectSpending(
  file: string | undefined,
  day: string,
): Promise<typeof NO_SPENDING> {
  if (file === undefined || !existsSync(file)) return NO_SPENDING;
  try {
    using sql = openToRead(file);
    if (formatOf(sql) !== FORMAT) return NO_SPENDING;
    const ledger = createBudgetStore(immediate(sql));
    const { micros } = await ledger.spent(day);
    return { micros, isOff: await ledger.isOff() };
  } catch {
    return NO_SPENDING; // a problem with the file is reported by another check
  }
}
