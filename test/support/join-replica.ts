import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { joinReplicas, type Membership } from '../../src/adapters/storage/postgres/leadership.ts';
import { migrate } from '../../src/adapters/storage/postgres/migrate.ts';
import {
  REPLICA_TIMING,
  type ReplicaTiming,
} from '../../src/adapters/storage/postgres/replica-timing.ts';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import { createTestDatabase } from './postgres.ts';
import type { PostgresDatabase } from './postgres-database.ts';

/** A tenth of the real times, for tests in which time runs out. On a busy machine it may run out by itself. */
export const QUICK: ReplicaTiming = { beatMs: 200, leaseMs: 1500, termMs: 1000, holdMs: 800 };

/** Looks as often, and waits as long as in reality. */
const PATIENT: ReplicaTiming = { ...REPLICA_TIMING, beatMs: QUICK.beatMs };

/** A database with the tables of replicas, and a connection to look into it. */
export interface ReplicaDatabase extends PostgresDatabase {
  readonly query: (statement: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
}

export async function createReplicaDatabase(): Promise<ReplicaDatabase> {
  const database = await createTestDatabase();
  await migrate(database.url, 'test');
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  pool.on('error', () => {}); // the database is dropped while connections still close
  return {
    ...database,
    query: async (statement, values = []) =>
      (await pool.query<Record<string, unknown>>(statement, values)).rows,
    async [Symbol.asyncDispose]() {
      await pool.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** A replica in this process, with a duty that shows when it leads. */
export interface TestReplica extends Membership {
  readonly name: string;
  /** `leads` and `leads no more`, in the order in which they came. */
  readonly heard: string[];
  readonly logged: string[];
  readonly isOnDuty: () => boolean;
}

interface Choices {
  readonly clock?: Clock;
  readonly timing?: ReplicaTiming;
  /** Shared by replicas: `one leads`, `one leads no more`, in the order in which that came. */
  readonly order?: string[];
}

export function joinAs(
  name: string,
  url: string,
  { clock = systemClock, timing = PATIENT, order = [] }: Choices = {},
): TestReplica {
  const heard: string[] = [];
  const logged: string[] = [];
  let onDuty = 0;
  const log = (_: object, words: string) => void logged.push(words);
  const membership = joinReplicas({
    client: { connectionString: url, application_name: name },
    self: { id: randomUUID(), name, version: '1.0.0', startedAt: 0 },
    ...{ clock, timing, log: { info: log, warn: log, error: log } },
  });
  membership.leadership.lead(async (signal) => {
    onDuty += 1;
    heard.push('leads');
    order.push(`${name} leads`);
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    heard.push('leads no more');
    order.push(`${name} leads no more`);
    onDuty -= 1;
  });
  return { ...membership, name, heard, logged, isOnDuty: () => onDuty > 0 };
}
