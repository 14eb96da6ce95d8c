import { type App, createApp } from '../../src/app/app.ts';
import { createAppLog } from '../../src/app/logging.ts';
import { readStoredSecrets } from '../../src/app/stored-secrets.ts';
import { loadConfig } from '../../src/config/config.ts';
import { AUTH_TOKEN, PUBLIC_URL } from './account.ts';
import { FakeClock } from './fake-clock.ts';
import { type Phone, startPhone } from './phone.ts';
import { ALICE, BOB, STRANGER } from './phone-number.ts';

/** A whole relay as `compose` builds it, over the imaginary homelab, with three phones. */
export interface Relay extends AsyncDisposable {
  readonly clock: FakeClock;
  readonly service: App;
  /** Every line that was logged. */
  readonly logged: string[];
  readonly alice: Phone;
  readonly bob: Phone;
  readonly stranger: Phone;
}

interface Choices {
  readonly env?: NodeJS.ProcessEnv;
  readonly clock?: FakeClock;
}

export async function startRelay({
  env = {},
  clock = new FakeClock(),
}: Choices = {}): Promise<Relay> {
  const loaded = await loadConfig(
    {
      DEMO: '1',
      PUBLIC_URL,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      ALLOWED_PHONE_NUMBER: `${ALICE},${BOB}:viewer`,
      TZ: 'UTC',
      LOG_LEVEL: 'trace',
      ...env,
    },
    readStoredSecrets,
  );
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));

  const logged: string[] = [];
  const log = createAppLog(loaded.value, { write: (line: string) => logged.push(line) });
  const service = await createApp(loaded.value, { clock, log, version: '0.0.0-test' });
  const phones = [ALICE, BOB, STRANGER].map((number) => startPhone(number, service.http));
  const [alice, bob, stranger] = phones;
  if (!alice || !bob || !stranger) throw new Error('a phone is missing');

  return {
    clock,
    service,
    logged,
    alice,
    bob,
    stranger,
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]();
      for (const phone of phones) phone.expectNothingUnheard();
    },
  };
}
