import pg from 'pg';

// Times in milliseconds and counts are safe integers.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const CONNECT_TIMEOUT_MS = 3000;
/** Longer than any decision: whatever takes longer holds up others. */
const STATEMENT_TIMEOUT_MS = 10_000;
const TRANSACTION_TIMEOUT_MS = 5000;

/** Returns the settings of every connection. Those of TLS stand in the URL: `?sslmode=verify-full&sslrootcert=...`. */
export const clientSettings = (url: string, replica: string): pg.ClientConfig => ({
  connectionString: url,
  application_name: `sms-relay ${replica}`.slice(0, 63),
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  statement_timeout: STATEMENT_TIMEOUT_MS,
  query_timeout: STATEMENT_TIMEOUT_MS + 1000,
  idle_in_transaction_session_timeout: TRANSACTION_TIMEOUT_MS,
  keepAlive: true,
});
