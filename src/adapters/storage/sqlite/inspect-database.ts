import { randomUUID } from 'node:crypto';
import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { firstBroken } from '../../../audit/audit.ts';
import type { DatabaseFacts } from '../../../doctor/database.ts';
import { createAuditStore } from './audit-store.ts';
import { createBudgetStore } from './budget-store.ts';
import { FORMAT } from './database.ts';
import { formatOf, openToRead } from './open-to-read.ts';

/** As much as a busy minute writes. */
const PROBE_BYTES = 256 * 1024;

/** Looks without changing, moving forward or locking anything: a relay may be at work in it. */
export function inspectDatabase(file: string): DatabaseFacts {
  const folder = existing(dirname(file));
  const { bavail, bsize } = statfsSync(folder);
  return {
    file,
    writeError: tryWriting(folder),
    freeBytes: bavail * bsize,
    inside: existsSync(file) ? lookInside(file) : undefined,
  };
}

/** The folder, or the one above it that would hold it. */
const existing = (folder: string): string =>
  existsSync(folder) || folder === dirname(folder) ? folder : existing(dirname(folder));

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

function lookInside(file: string): DatabaseFacts['inside'] {
  try {
    using sql = openToRead(file);
    const complaints = sql
      .prepare('PRAGMA quick_check(3)')
      .all()
      .map((row) => String(row['quick_check']))
      .filter((line) => line !== 'ok');
    const format = formatOf(sql);
    const record = format === FORMAT ? lookAtRecord(sql) : { lines: 0, brokenAt: undefined };
    return { kind: 'read', complaints, format, ...record };
  } catch (cause) {
    return { kind: 'unreadable', cause: String(cause) };
  }
}

function lookAtRecord(sql: DatabaseSync) {
  const audit = createAuditStore({ sql, atomically: (work) => work() });
  return { lines: audit.last(1)[0]?.seq ?? 0, brokenAt: firstBroken(audit.all()) };
}

const NOTHING = { micros: 0, isOff: false };

/** What Claude cost that day, and whether it is switched off; nothing where nothing can be read. */
export function inspectSpending(file: string | undefined, day: string): typeof NOTHING {
  if (file === undefined || !existsSync(file)) return NOTHING;
  try {
    using sql = openToRead(file);
    if (formatOf(sql) !== FORMAT) return NOTHING;
    const ledger = createBudgetStore({ sql });
    return { micros: ledger.spent(day).micros, isOff: ledger.isOff() };
  } catch {
    return NOTHING; // what is the matter with the file is told elsewhere
  }
}
