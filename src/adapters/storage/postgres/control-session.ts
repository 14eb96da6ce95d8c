import { Socket } from 'node:net';
import pg from 'pg';
import type { z } from 'zod';

/** A connection of its own, for what belongs to a session of the database: the lock of the leader, and notices. */
export interface ControlSession extends Disposable {
  /** Runs one statement. Statements must not overlap. */
  readonly query: <Row>(
    row: z.ZodType<Row>,
    statement: string,
    ...values: readonly unknown[]
  ) => Promise<readonly Row[]>;
  /** Aborts as soon as the connection has ended or broken. */
  readonly ended: AbortSignal;
}

interface Settings {
  readonly client: pg.ClientConfig;
  /** Called for each notice on a channel that was listened to. */
  readonly onNotice: (channel: string, payload: string) => void;
}

/** A statement that takes longer is given up, and its connection with it. All of them are short. */
const STATEMENT_TIMEOUT_MS = 4000;
const CONNECT_TIMEOUT_MS = 4000;
const KEEPALIVE_DELAY_MS = 5000;

/** Connects to the database. Disposing cuts the connection, and the server releases its locks. */
export async function openControlSession({ client, onNotice }: Settings): Promise<ControlSession> {
  const socket = new Socket();
  const connection = new pg.Client({
    ...client,
    stream: () => socket,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_DELAY_MS,
  });
  const ending = new AbortController();
  const end = () => ending.abort();
  connection.on('error', end);
  connection.on('end', end);
  connection.on('notification', ({ channel, payload = '' }) => onNotice(channel, payload));

  function cut(): void {
    end();
    socket.destroy();
  }

  try {
    await connection.connect();
  } catch (cause) {
    cut();
    throw cause;
  }
  return {
    async query(row, statement, ...values) {
      const { rows } = await connection.query<Record<string, unknown>>(statement, [...values]);
      return rows.map((one) => row.parse(one));
    },
    ended: ending.signal,
    [Symbol.dispose]: cut,
  };
}
