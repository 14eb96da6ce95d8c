import { Client, escapeLiteral } from 'pg';

type Row = Readonly<Record<string, unknown>>;

/** Runs one statement, or several without values, over a connection of its own; returns the rows of one. */
export async function queryPostgres(url: string, statement: string): Promise<readonly Row[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Returns a text as a constant of a statement. */
export const constant: (text: string) => string = escapeLiteral;
