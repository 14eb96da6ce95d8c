import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { advanceUntil } from '../support/advance-until.ts';
import { FakeClock } from '../support/fake-clock.ts';
import type { Phone } from '../support/phone.ts';
import { ALICE, BOB } from '../support/phone-number.ts';
import { type Relay, startRelay } from '../support/relay.ts';

let folder: string;
let clock: FakeClock;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'people-'));
  clock = new FakeClock();
});
afterEach(() => rmSync(folder, { recursive: true }));

const withNames = (): NodeJS.ProcessEnv => {
  const RELAY_CONFIG = join(folder, 'relay.yaml');
  writeFileSync(RELAY_CONFIG, `people: {anna: {sms: "${ALICE}", whatsapp: "${BOB}"}}`);
  return { RELAY_CONFIG, ALLOWED_PHONE_NUMBER: '+15550100003' };
};

const start = (env: NodeJS.ProcessEnv): Promise<Relay> =>
  startRelay({ clock, env: { DATABASE_URL: `sqlite:${join(folder, 'relay.db')}`, ...env } });

const codeIn = (question: string): string => /OK (\d{6})/.exec(question)?.[1] ?? 'no code';

const WHATSAPP = { From: `whatsapp:${BOB}`, To: 'whatsapp:+15550100000' };

async function says(phone: Phone, text: string, fields = {}): Promise<string> {
  await phone.texts(text, fields);
  return phone.reads();
}

test('somebody with two phones is one person: place, question and code go with them', async () => {
  await using relay = await start(withNames());
  const { alice, bob } = relay;
  expect(await says(alice, '2')).toContain('Proxmox');
  expect(await says(bob, 'v', WHATSAPP)).toContain('VM');
  const code = codeIn(await says(alice, 'reboot plex'));
  await advanceUntil(clock, bob.texts(`OK ${code}`, WHATSAPP));
  bob.forgets(); // what came of it may be a text of its own
  expect(await advanceUntil(clock, says(alice, 'log'))).toContain('proxmox reboot by anna');
});

test('a phone that is not listed for a channel is a stranger there', async () => {
  await using relay = await start(withNames());
  await relay.bob.texts('hi');
  await relay.alice.texts('hi', { From: `whatsapp:${ALICE}`, To: 'whatsapp:+15550100000' });
  relay.bob.expectNothingUnheard();
  relay.alice.expectNothingUnheard();
});

test('wrong codes stay with somebody who is given a name', async () => {
  {
    await using relay = await start({ ALLOWED_PHONE_NUMBER: ALICE });
    await relay.alice.texts('reboot plex');
    for (let time = 0; time < 4; time += 1) await relay.alice.texts('OK 111111');
    relay.alice.forgets();
  }
  await using relay = await start(withNames());
  const { alice, bob } = relay;
  await alice.texts('reboot plex');
  await alice.texts('OK 111111');
  alice.forgets();
  expect(await says(bob, 'reboot plex', WHATSAPP)).toContain('actions are locked until');
});
