import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { formatBytes } from '../../../core/format.ts';
import type { Database } from './database.ts';

/** Tells whether texts and actions can be written down. */
export interface StorageHealth {
  /** Why nothing can be written right now: then a text cannot be answered once, and is better not taken. */
  readonly obstacle: () => string | undefined;
  /** The same, and what will become one. */
  readonly problems: () => readonly string[];
}

const MIN_FREE_BYTES = 5 * 1024 * 1024;

/** Probes come from everywhere and must not cost a write each. */
const PROBE_INTERVAL_MS = 1000;

/** A commit that failed this long ago says nothing about the next one. */
const FAILURE_TTL_MS = 60_000;

/** Writes a row to find out, because an empty transaction succeeds on a full disk. */
export function createStorageHealth(database: Database): StorageHealth {
  const { sql, file, atomically, lastFailure } = database;
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

  function tryWriting(): string | undefined {
    try {
      atomically(() => write.run(Date.now()));
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

  const obstacle = (): string | undefined => recentFailure() ?? probe();

  function shortage(): readonly string[] {
    if (file === undefined) return [];
    const free = freeBytesIn(dirname(file));
    return free < MIN_FREE_BYTES ? [`only ${formatBytes(free)} free where the database is`] : [];
  }

  return {
    obstacle,
    problems: () => [...[obstacle()].filter((it) => it !== undefined), ...shortage()],
  };
}

function freeBytesIn(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0; // a folder that is gone has no room
  }
}

const describe = (cause: unknown): string =>
  `the database cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`;
