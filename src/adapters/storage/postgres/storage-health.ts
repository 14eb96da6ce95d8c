import { setTimeout as sleep } from 'node:timers/promises';
import type { StorageHealth } from '../relay-storage.ts';
import { statement } from './connection.ts';
import type { PgDatabase } from './database.ts';

/** Readiness probes come from many sides and must not cost a write each. */
const PROBE_INTERVAL_MS = 1000;
/** A probe of Kubernetes waits no longer. */
const MAX_WAIT_MS = 2000;

const WRITE = statement(
  'INSERT INTO probe (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at',
);

/** Checks by writing a row: a server that only answers questions stores nothing. */
export function createStorageHealth(database: PgDatabase): StorageHealth {
  let probed: { readonly failure: Promise<string | undefined>; readonly at: number } | undefined;

  async function write(): Promise<string | undefined> {
    try {
      await database.run(WRITE, Date.now());
      return undefined;
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      return `the database cannot be written: ${why}`;
    }
  }

  /** Writes also while the database is known to be down: it may be back. */
  async function probe(): Promise<string | undefined> {
    const written = write();
    const outage = database.outage();
    if (outage !== undefined) return `the database cannot be reached: ${outage}`;
    const late = `the database has not answered for ${MAX_WAIT_MS / 1000} s`;
    return Promise.race([written, sleep(MAX_WAIT_MS, late, { ref: false })]);
  }

  function obstacle(): Promise<string | undefined> {
    const now = performance.now();
    if (!probed || now - probed.at >= PROBE_INTERVAL_MS) probed = { failure: probe(), at: now };
    return probed.failure;
  }

  return {
    obstacle,
    async problems() {
      const present = await obstacle();
      return present === undefined ? [] : [present];
    },
  };
}
