import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { formatBytes } from '../../../core/format.ts';
import type { StorageHealth } from '../relay-storage.ts';
import type { Database } from './database.ts';
import { inTransaction } from './transaction.ts';

const MIN_FREE_BYTES = 5 * 1024 * 1024;

/** Readiness probes come from many sides and must not cost a write each. */
const PROBE_INTERVAL_MS = 1000;

/** A commit that failed longer ago than this says nothing about the next one. */
const FAILURE_TTL_MS = 60_000;

/** Checks by writing a row, because an empty transaction succeeds on a full disk. */
export function createStorageHealth(database: Database): StorageHealth {
  const { sql, file, lastFailure } = database;
  const write = sql.prepare(
    'INSERT INTO probe (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at',
  );
  let probed: { readonly failure: string | undefined; readonly at: number } | undefined;

  function probe(): string | undefined {
    const now = performance.now();
    if (!probed || now - probed.at >= PROBE_INTERVAL_MS)
      probed = { failure: tryWriting(), at: now };
    return probed.failure;
  }

  /** Bypasses the queue of decisions, which waits while another process holds the database. */
  function tryWriting(): string | undefined {
    if (sql.isTransaction) return undefined;
    try {
      inTransaction(sql, () => write.run(Date.now()));
      return undefined;
    } catch (cause) {
      return describe(cause);
    }
  }

  function recentFailure(): string | undefined {
    const failure = lastFailure();
    const isRecent = failure !== undefined && performance.now() - failure.at < FAILURE_TTL_MS;
    return isRecent ? describe(failure.cause) : undefined;
  }

  const obstacle = async (): Promise<string | undefined> => recentFailure() ?? probe();

  function lowSpace(): readonly string[] {
    if (file === undefined) return [];
    const free = freeBytesIn(dirname(file));
    return free < MIN_FREE_BYTES ? [`only ${formatBytes(free)} free where the database is`] : [];
  }

  return {
    obstacle,
    async problems() {
      const present = await obstacle();
      return [...(present === undefined ? [] : [present]), ...lowSpace()];
    },
  };
}

function freeBytesIn(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0; // a missing folder has no free space
  }
}

const describe = (cause: unknown): string =>
  `the database cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`;
