import pg from 'pg';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import type { PostgresDatabase } from './postgres-database.ts';

/** The same database over another port of this machine. */
export function through(url: string, port: number): string {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.href;
}

export const portOf = (url: string): number => Number(new URL(url).port);

/** Ends the connection of a replica as an administrator does. */
export async function terminate({ adminUrl }: PostgresDatabase, name: string): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1',
    [name],
  );
  await client.end();
}

/** A clock that can be stopped: then no time goes by, and nothing that waits goes on. */
export function stoppableClock() {
  let stoppedAt: number | undefined;
  const clock: Clock = {
    ...systemClock,
    steady: () => stoppedAt ?? systemClock.steady(),
    wait: (ms) =>
      systemClock
        .wait(ms)
        .then(() => (stoppedAt === undefined ? undefined : new Promise(() => {}))),
  };
  return {
    clock,
    stop: () => {
      stoppedAt = systemClock.steady();
    },
  };
}
