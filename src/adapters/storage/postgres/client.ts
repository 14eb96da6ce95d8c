import pg from 'pg';

// Times in milliseconds and counts are safe integers.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const CONNECT_TIMEOUT_MS = 2500;
/** Longer than any decision, and short enough to tell somebody who texts that it did not work. */
const STATEMENT_TIMEOUT_MS = 4000;
/** A replica that freezes in a transaction holds up the decisions of all others. */
const IDLE_IN_TRANSACTION_MS = 3000;

/** Returns the settings of every connection. Those of TLS stand in the URL: `?sslmode=verify-full&sslrootcert=...`. */
export const clientSettings = (url: string, replica: string): pg.ClientConfig => ({
  connectionString: url,
  application_name: `sms-relay ${replica}`.slice(0, 63),
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  statement_timeout: STATEMENT_TIMEOUT_MS,
  query_timeout: STATEMENT_TIMEOUT_MS + 200,
  idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
  keepAlive: true,
});
