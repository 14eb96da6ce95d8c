import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeStored } from '../../src/adapters/storage/change-stored.ts';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { changeSuspension } from '../../src/approvals/change-suspension.ts';
import { namedPerson } from '../../src/people/person.ts';
import { advanceUntil } from '../support/advance-until.ts';
import { FakeClock } from '../support/fake-clock.ts';
import * as PEOPLE from '../support/people.ts';
import { peopleWith } from '../support/people.ts';
import type { Phone } from '../support/phone.ts';
import * as NUMBERS from '../support/phone-number.ts';
import { ALICE, BOB, STRANGER } from '../support/phone-number.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { storesOf } from '../support/stores.ts';

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

/** Locks somebody out at the console, or lets them in again. */
const suspend = (file: string, change: Parameters<typeof changeSuspension>[1]) =>
  changeStored(`sqlite:${file}`, clock, (stores) => changeSuspension(stores, change, clock));

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

const THREE = { ALLOWED_PHONE_NUMBER: `${ALICE},${BOB},${STRANGER}:viewer` };

test('an operator locks out a lost phone with a code, and nothing of it works any more', async () => {
  await using relay = await start(THREE);
  const { alice, bob, stranger } = relay;
  expect(await says(stranger, 'people')).toContain('may only look');
  expect(await says(alice, 'people')).toMatch(
    /^\.\.\.01 operator\n\.\.\.02 operator\n\.\.\.99 viewer/,
  );
  expect(await says(alice, `people off ${ALICE}`)).toContain('Another operator');
  expect(await says(alice, 'people off nobody')).toContain('Nobody is called nobody.');

  const bobs = codeIn(await says(bob, 'reboot plex'));
  const question = await says(alice, `People off ${BOB}`);
  expect(question).toContain(`Lock ${BOB} out?`);
  expect(await says(alice, 'OK 000000')).toContain('Not the code');
  expect(await says(bob, '2')).toContain('Proxmox');
  expect(await says(alice, `OK ${codeIn(question)}`)).toContain(`${BOB} is locked out`);
  await bob.texts(`OK ${bobs}`);
  await bob.texts('hi');
  bob.expectNothingUnheard();
  expect(await says(alice, 'people')).toContain('...02 operator, locked out');
  expect(await says(alice, 'log')).not.toContain('reboot');
});

test('somebody who is locked out stays so after a restart, until the console lets them in', async () => {
  const file = join(folder, 'relay.db');
  const [, person] = peopleWith([PEOPLE.ALICE, PEOPLE.BOB]).all;
  if (!person) throw new Error('nobody');
  const code = await (async () => {
    await using relay = await start(THREE);
    return codeIn(await says(relay.bob, 'reboot plex'));
  })();
  expect(await suspend(file, { person, isOff: true })).toEqual({
    ok: true,
    value: true,
  });
  {
    await using relay = await start(THREE);
    await relay.bob.texts('hi');
    relay.bob.expectNothingUnheard();
  }
  expect(await suspend(file, { person, isOff: false })).toEqual({
    ok: true,
    value: true,
  });
  await using relay = await start(THREE);
  expect(await says(relay.bob, `OK ${code}`)).toContain('Nothing waits for a code');
});

test('what a lost phone had begun ends with its first text after the console locked it out', async () => {
  await using relay = await start(THREE);
  const { bob } = relay;
  const [, person] = peopleWith([PEOPLE.ALICE, PEOPLE.BOB]).all;
  if (!person) throw new Error('nobody');
  const file = join(folder, 'relay.db');
  const code = codeIn(await says(bob, 'reboot plex'));
  await suspend(file, { person, isOff: true });
  await bob.texts(`OK ${code}`);
  bob.expectNothingUnheard();
  await suspend(file, { person, isOff: false });
  expect(await says(bob, `OK ${code}`)).toContain('Nothing waits for a code');
});

test('what a lost phone had begun ends with the lock-out itself, whatever it texts', async () => {
  await using relay = await start(THREE);
  const { alice, bob } = relay;
  const [, person] = peopleWith([PEOPLE.ALICE, PEOPLE.BOB]).all;
  if (!person) throw new Error('nobody');
  const file = join(folder, 'relay.db');
  const waiting = (): number => {
    using database = openDatabase(`sqlite:${file}`);
    return database.sql.prepare('SELECT person FROM pending_approval').all().length;
  };
  await says(bob, 'reboot plex');
  expect(waiting()).toBe(1);
  await suspend(file, { person, isOff: true });
  expect(waiting()).toBe(0);
  await suspend(file, { person, isOff: false });
  await says(bob, 'reboot plex');
  const question = await says(alice, `people off ${BOB}`);
  expect(waiting()).toBe(2);
  await alice.texts(`OK ${codeIn(question)}`);
  alice.forgets();
  expect(waiting()).toBe(0);
});

test('a lost phone stays locked out whoever its number is listed as', async () => {
  const file = join(folder, 'relay.db');
  const anna = namedPerson('anna', {
    ...{ role: 'operator', timeZone: 'UTC' },
    ...{ sms: NUMBERS.ALICE, whatsapp: NUMBERS.BOB },
  });
  if (!anna) throw new Error('nobody');
  {
    await using relay = await start(withNames());
    expect(await says(relay.alice, 'hi')).toContain('Proxmox');
  }
  await suspend(file, { person: anna, isOff: true });
  {
    await using relay = await start({ ALLOWED_PHONE_NUMBER: ALICE });
    await relay.alice.texts('hi');
    relay.alice.expectNothingUnheard();
  }
  const RELAY_CONFIG = join(folder, 'other.yaml');
  writeFileSync(RELAY_CONFIG, `people: {ben: {sms: "${ALICE}"}}`);
  {
    await using relay = await start({ RELAY_CONFIG, ALLOWED_PHONE_NUMBER: '+15550100003' });
    await relay.alice.texts('hi');
    relay.alice.expectNothingUnheard();
  }
  await suspend(file, { person: anna, isOff: false });
  await using relay = await start({ RELAY_CONFIG, ALLOWED_PHONE_NUMBER: '+15550100003' });
  expect(await says(relay.alice, 'hi')).toContain('Proxmox');
});

test('an answer that waits in the outbox never reaches a phone that is locked out', async () => {
  const file = join(folder, 'relay.db');
  const [, person] = peopleWith([PEOPLE.ALICE, PEOPLE.BOB]).all;
  if (!person) throw new Error('nobody');
  await (await start(THREE))[Symbol.asyncDispose]();
  {
    using database = openDatabase(`sqlite:${file}`);
    await storesOf(database).outbox.add(
      { key: 'answer:SM1', to: BOB, body: 'a secret', goodUntil: clock.now() + 600_000 },
      clock.now(),
    );
  }
  await suspend(file, { person, isOff: true });
  await using relay = await start(THREE);
  await advanceUntil(clock, says(relay.alice, 'hi'));
  using database = openDatabase(`sqlite:${file}`);
  const row = database.sql.prepare('SELECT state FROM outbox').get();
  expect(row).toMatchObject({ state: 'refused' });
  relay.bob.expectNothingUnheard();
});

test('of two operators who lock each other out, one stays', async () => {
  await using relay = await start(THREE);
  const { alice, bob } = relay;
  const [alices, bobs] = [
    codeIn(await says(alice, `people off ${BOB}`)),
    codeIn(await says(bob, `people off ${ALICE}`)),
  ];
  await Promise.all([alice.texts(`OK ${alices}`), bob.texts(`OK ${bobs}`)]);
  for (const phone of [alice, bob]) phone.forgets();
  await Promise.all([alice.texts('people'), bob.texts('people')]);
  const answered = [alice, bob].filter((phone) => {
    try {
      return phone.reads().includes('locked out');
    } catch {
      return false;
    }
  });
  expect(answered).toHaveLength(1);
});
