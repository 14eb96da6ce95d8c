import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { RELAY_NUMBER } from '../support/account.ts';
import { type RunningCarrier, startCarrier } from '../support/carrier.ts';
import { DAY, FakeClock, MINUTE } from '../support/fake-clock.ts';
import type { Phone } from '../support/phone.ts';
import { ALICE } from '../support/phone-number.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { test } from '../support/table-test.ts';
import { untilQuiet } from '../support/traffic.ts';

type Ends = Readonly<Record<'From' | 'To', string>>;

const SMS: Ends = { From: ALICE, To: RELAY_NUMBER };
const WHATSAPP: Ends = { From: `whatsapp:${ALICE}`, To: `whatsapp:${RELAY_NUMBER}` };

let folder: string;
let clock: FakeClock;
let carrier: RunningCarrier;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'follow-up-'));
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
    env: { TWILIO_API_URL: carrier.url, DATABASE_URL: `sqlite:${join(folder, 'relay.db')}` },
  });

const pass = (ms: number): Promise<void> => clock.elapse(ms, () => untilQuiet(carrier.requests));

async function says(phone: Phone, text: string, fields: Ends): Promise<string> {
  await phone.texts(text, fields);
  return phone.reads();
}

async function reboot({ alice }: Relay, fields: Ends): Promise<void> {
  await says(alice, 'plex', fields);
  await says(alice, '1', fields);
  const question = await says(alice, 'r', fields);
  const answer = says(alice, `OK ${/OK (\d{6})/.exec(question)?.[1]}`, fields);
  await pass(6000);
  expect(await answer).toMatch(/^Sent\. I text you what came of it\./);
}

/** The texts that the relay started itself: where they went, from where, and their words. */
const started = () =>
  carrier
    .messages()
    .filter(({ direction }) => direction === 'outbound-api')
    .map(({ from, to, body }) => [from, to, body]);

test.for([
  ['an SMS', SMS],
  ['WhatsApp', WHATSAPP],
] as const)('what came of an action asked for by %s is told there', async ([, fields]) => {
  await using relay = await start();
  await reboot(relay, fields);
  await pass(MINUTE);
  expect(started()).toEqual([
    [fields.To, fields.From, expect.stringMatching(/^DEMO plex is back after its reboot, /)],
  ]);
});

test('so is what a restart interrupted', async () => {
  {
    await using relay = await start();
    await says(relay.alice, '2', SMS);
    await reboot(relay, WHATSAPP);
  }
  await using _relay = await start();
  await pass(4 * MINUTE);
  const { From, To } = WHATSAPP;
  expect(started()).toEqual([
    [To, From, 'Restarted during: DEMO Reboot LXC 202 plex on pve1? Result unknown, checking.'],
    [To, From, 'Sent, not confirmed: DEMO Reboot LXC 202 plex on pve1'],
  ]);
});

test('after a day of silence it is an SMS, for WhatsApp would refuse it', async () => {
  {
    await using relay = await start();
    await reboot(relay, WHATSAPP);
  }
  clock.advance(DAY + MINUTE);
  await using _relay = await start();
  await pass(4 * MINUTE);
  expect(started()).toMatchObject([
    [RELAY_NUMBER, ALICE, expect.stringMatching(/^Restarted during/)],
    [RELAY_NUMBER, ALICE, expect.stringMatching(/^Sent, not confirmed/)],
  ]);
});
