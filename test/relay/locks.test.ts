import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningCarrier, startCarrier } from '../support/carrier.ts';
import { DAY, FakeClock, MINUTE } from '../support/fake-clock.ts';
import type { Phone } from '../support/phone.ts';
import { ALICE, BOB } from '../support/phone-number.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { untilQuiet } from '../support/traffic.ts';

let folder: string;
let clock: FakeClock;
let carrier: RunningCarrier;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'locks-'));
  clock = new FakeClock();
  carrier = await startCarrier({ clock, reach: () => 'http://127.0.0.1:65534' });
});
afterEach(async () => {
  await carrier[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const start = (): Promise<Relay> =>
  startRelay({
    clock,
    env: {
      TWILIO_API_URL: carrier.url,
      DATABASE_URL: `sqlite:${join(folder, 'relay.db')}`,
      ALLOWED_PHONE_NUMBER: `${ALICE},${BOB}`,
    },
  });

const pass = (ms: number): Promise<void> => clock.elapse(ms, () => untilQuiet(carrier.requests));

/** So much later at once: step by step, the relay would look at the house three times a minute. */
async function skip(ms: number): Promise<void> {
  clock.advance(ms);
  await pass(0);
}

async function says(phone: Phone, text: string): Promise<string> {
  await phone.texts(text);
  return phone.reads();
}

/** Five wrong codes; nobody reads what they are answered. */
async function guess({ alice }: Relay): Promise<void> {
  await alice.texts('reboot plex');
  for (let time = 0; time < 5; time += 1) await alice.texts('OK 111111');
  alice.forgets();
  await pass(2 * MINUTE);
}

/** What the operators were told by texts of their own. */
const warnings = () =>
  carrier
    .messages()
    .filter(({ body }) => body.includes('from ...01'))
    .map(({ to, body }) => [to, body]);

test('a lock keeps nobody from reading, outlives the relay, and is told to all operators once', async () => {
  {
    await using relay = await start();
    await guess(relay);
  }
  await using relay = await start();
  const { alice, bob } = relay;
  expect(await says(alice, 'reboot plex')).toContain('actions are locked until 12:15.');
  expect(await says(alice, '2')).toContain('Proxmox OK');
  expect(await says(alice, 'log')).toContain('locked for 15m after wrong codes');
  expect(await says(bob, 'reboot plex')).toMatch(/OK \d{6}/);

  await skip(15 * MINUTE);
  await guess(relay);
  const text: unknown = expect.stringMatching(
    /^Too many wrong codes from \.\.\.01: its actions are locked/,
  );
  expect(warnings()).toEqual([
    [ALICE, text],
    [BOB, text],
  ]);
  await skip(DAY);
  await guess(relay);
  expect(warnings()).toHaveLength(4);
});
