import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNT_SID, AUTH_TOKEN, PEOPLE, PUBLIC_URL, RELAY_NUMBER } from './account.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const MAIN = join(import.meta.dirname, '../../dist/main.js');

/** The flags that `npm start` and the image pass to node. */
const AS_SHIPPED = ['--max-semi-space-size=8'];

/** An address in place of Twilio's where nothing listens, so that no text is ever sent. */
const NOWHERE = 'http://127.0.0.1:9';

/**
 * Starts the compiled relay as in production: with its database on disk, its log in a file, and MCP
 * servers outside its process as backends.
 */
export async function startRelay(
  backends: NodeJS.ProcessEnv,
  flags: readonly string[] = [],
): Promise<ServerProcess> {
  await using cleanup = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'sms-relay-bench-'));
  cleanup.defer(() => rmSync(folder, { recursive: true }));
  const output = openSync(join(folder, 'log'), 'a');
  cleanup.defer(() => closeSync(output));
  const env = {
    ...{ HOST: '127.0.0.1', PUBLIC_URL, TWILIO_API_URL: NOWHERE, TZ: 'UTC', LOG_LEVEL: 'info' },
    ...{ TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: AUTH_TOKEN },
    ...{ TWILIO_PHONE_NUMBER: RELAY_NUMBER, ALLOWED_PHONE_NUMBER: PEOPLE.join() },
    // Everybody texts more than anybody may: a refusal would cost less than the answer.
    ...{ ANSWERS_PER_MINUTE: '1000000', ANSWERS_PER_DAY: '100000000' },
    ...{ DATABASE_URL: `sqlite:${join(folder, 'relay.db')}` },
    ...backends,
  };
  const relay = cleanup.use(
    await startServer(MAIN, { env, flags: [...AS_SHIPPED, ...flags], output }),
  );
  const owned = cleanup.move();
  return { ...relay, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
