import { hash } from 'node:crypto';

/** A statement that the server prepares once for each connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export const statement = (text: string): Statement => ({
  name: hash('sha256', text, 'hex').slice(0, 16),
  text,
});

type Row = Readonly<Record<string, unknown>>;

/** A connection on which stores read and decide. */
export interface PgConnection {
  /** Runs one statement, and returns its rows. */
  readonly rows: (what: Statement, ...values: readonly unknown[]) => Promise<readonly Row[]>;
  /** Runs one statement, and returns the number of rows that it changed. */
  readonly run: (what: Statement, ...values: readonly unknown[]) => Promise<number>;
  /**
   * Runs a decision that takes more than one statement in a transaction. Only one such decision runs at a time in all
   * replicas. It may run twice.
   */
  readonly decide: <T>(work: (inside: PgConnection) => Promise<T>) => Promise<T>;
}

/** Returns the first row. */
export async function firstRow(
  connection: Pick<PgConnection, 'rows'>,
  what: Statement,
  ...values: readonly unknown[]
): Promise<Row | undefined> {
  const [row] = await connection.rows(what, ...values);
  return row;
}
