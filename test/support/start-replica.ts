import { type App, createApp } from '../../src/app/app.ts';
import { createAppLog } from '../../src/app/logging.ts';
import { loadConfig } from '../../src/config/config.ts';
import { systemClock } from '../../src/core/clock.ts';
import { AUTH_TOKEN, PUBLIC_URL } from './account.ts';
import { type Phone, startPhone } from './phone.ts';
import { ALICE, BOB } from './phone-number.ts';

/** A whole relay in real time, as one of several on a database; each has an imaginary homelab of its own. */
export interface WholeReplica extends AsyncDisposable {
  readonly app: App;
  readonly alice: Phone;
  readonly bob: Phone;
  /** Every line that was logged. */
  readonly logged: readonly string[];
}

export async function startReplica(
  databaseUrl: string,
  env: NodeJS.ProcessEnv = {},
  clock = systemClock,
): Promise<WholeReplica> {
  const loaded = await loadConfig({
    ...{ DEMO: '1', PUBLIC_URL, TWILIO_AUTH_TOKEN: AUTH_TOKEN, TZ: 'UTC' },
    ...{ ALLOWED_PHONE_NUMBER: `${ALICE},${BOB}`, DATABASE_URL: databaseUrl },
    ...env,
  });
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  const logged: string[] = [];
  const log = createAppLog(loaded.value, { write: (line: string) => logged.push(line) });
  const app = await createApp(loaded.value, { clock, log, version: '0.0.0-test' });
  const [alice, bob] = [startPhone(ALICE, app.http), startPhone(BOB, app.http)];
  return { app, alice, bob, logged, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}
