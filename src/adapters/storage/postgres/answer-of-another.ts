import { setTimeout as sleep } from 'node:timers/promises';
import type { FittedAnswer } from '../../../core/reply.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';
import { STORED_COLUMNS, toStoredText } from './stored-text.ts';

const FIND = statement(`SELECT ${STORED_COLUMNS} FROM inbox WHERE id = $1`);

const INTERVAL_MS = 200;

/** Waits for the answer to a text that another replica works on; empty when it does not come before `expired`. */
export async function awaitAnswer(
  connection: Pick<PgConnection, 'rows'>,
  id: number,
  expired: Promise<void>,
): Promise<FittedAnswer> {
  const stop = new AbortController();
  const over = expired.then(() => {
    stop.abort();
    return undefined;
  });
  while (!stop.signal.aborted) {
    const row = await Promise.race([firstRow(connection, FIND, id), over]);
    const response = row && toStoredText(row).response;
    if (response) return response;
    await sleep(INTERVAL_MS, undefined, { signal: stop.signal }).catch(() => {}); // it is over
  }
  return {};
}
