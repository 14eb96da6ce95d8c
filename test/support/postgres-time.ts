import type { PostgresDatabase } from './postgres-database.ts';
import { queryPostgres } from './query-postgres.ts';

interface FastTime {
  /** Epoch milliseconds from which on the time of the database runs fast. */
  readonly startedAt: number;
  readonly speed: number;
}

const CLOCKS = ['now', 'clock_timestamp', 'statement_timestamp', 'transaction_timestamp'];

/** Lets the time of a database run fast, as `fastClock` that of a process: its clocks are found before those of the system. */
export async function makeTimeFast(
  { adminUrl }: Pick<PostgresDatabase, 'adminUrl'>,
  { startedAt, speed }: FastTime,
): Promise<void> {
  const start = `to_timestamp(${startedAt / 1000}::double precision)`;
  const clocks = CLOCKS.map(
    (clock) =>
      `CREATE FUNCTION fast.${clock}() RETURNS timestamptz LANGUAGE sql AS
       $$ SELECT ${start} + (pg_catalog.${clock}() - ${start}) * ${speed} $$;`,
  );
  await queryPostgres(
    adminUrl,
    `CREATE SCHEMA fast;
     GRANT USAGE ON SCHEMA fast TO relay;
     ${clocks.join('\n')}
     DO $$ BEGIN
       EXECUTE format('ALTER DATABASE %I SET search_path = public, fast, pg_catalog', current_database());
     END $$;`,
  );
}
