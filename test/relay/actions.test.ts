import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { advanceUntil } from '../support/advance-until.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import { type Relay, startRelay } from '../support/relay.ts';

let relay: Relay;
let clock: FakeClock;
beforeEach(async () => {
  clock = new FakeClock();
  relay = await startRelay({ clock, env: { TWILIO_API_URL: 'http://127.0.0.1:65534' } });
});
afterEach(() => relay[Symbol.asyncDispose]());

const says = async (text: string, phone = relay.alice): Promise<string> => {
  await phone.texts(text);
  return phone.reads();
};

const codeIn = (question: string): string => /OK (\d{6})/.exec(question)?.[1] ?? 'no code';

/** The question about rebooting plex, LXC 202. */
const askReboot = async (): Promise<string> => {
  await says('plex');
  await says('1');
  return says('r');
};

test('an action asks first, says what, where and how to answer, and tells what came of it', async () => {
  const question = await askReboot();
  expect(question).toMatch(
    /^DEMO Reboot LXC 202 plex on pve1\?\nUp 21d 12h\.\nText OK \d{6} within 5 min, NO to drop\.$/,
  );
  expect(await advanceUntil(clock, says(`OK ${codeIn(question)}`))).toMatch(
    /^Sent\. I text you what came/,
  );
  expect(await says('log')).toContain(
    'proxmox reboot by ...01: DEMO Reboot LXC 202 plex on pve1? under way',
  );
  for (let second = 0; second < 40; second += 1) {
    clock.advance(1000);
    await sleep(10);
  }
  clock.advance(MINUTE); // the carrier is not there, and holds up the answers behind it for a minute
  expect(await says('log')).toMatch(
    /\n12:00 proxmox reboot by \.\.\.01: DEMO plex is back after its reboot, \d+s\.\n/,
  );
});

test('it can be asked for by words', async () => {
  expect(await says('reboot plex')).toMatch(/^DEMO Reboot LXC 202 plex on pve1\?/);
  expect(await says('shutdown frigate')).toMatch(/Shutdown VM \d+ frigate on pve3\?/);
  expect(await says('start frigate')).toContain('frigate');
});

test('+ after it tells nothing of the time before: the screen of the thing was never shown', async () => {
  const question = await says('reboot plex');
  await advanceUntil(clock, says(`OK ${codeIn(question)}`));
  for (let second = 0; second < 40; second += 1) {
    clock.advance(1000);
    await sleep(10);
  }
  clock.advance(MINUTE);
  expect(await says('+')).toMatch(/^That was all\./);
  expect(await says('202')).toMatch(/^DEMO LXC 202 plex\nrunning \d+[ms]/);
});

test('+ after a number that is not in a list shows the list, which was never shown', async () => {
  expect(await says('2v99')).toMatch(/^No 99 here/);
  expect(await says('+')).toMatch(/^DEMO Proxmox: 12 VMs, 8 LXC\n/);
});

describe('nothing is done', () => {
  const isUntouched = async () => {
    clock.advance(20_000);
    await says('2v');
    expect(await says('plex')).toContain('plex running');
  };

  test('without a code', async () => {
    await askReboot();
    expect(await says('ok')).toContain('Text OK and the code, or NO to drop.');
    await isUntouched();
  });

  test('after a no', async () => {
    const question = await askReboot();
    expect(await says('no')).toContain('Dropped, nothing was done.');
    expect(await says(`OK ${codeIn(question)}`)).toContain('Nothing waits for a code.');
    await isUntouched();
  });

  test('too late', async () => {
    const question = await askReboot();
    clock.advance(6 * MINUTE);
    expect(await says(`OK ${codeIn(question)}`)).toContain('Nothing waits for a code.');
    await isUntouched();
  });

  test('by somebody else', async () => {
    const question = await askReboot();
    expect(await says(`OK ${codeIn(question)}`, relay.bob)).toContain('This number may only look.');
    await isUntouched();
  });

  test('for somebody who may only look', async () => {
    await says('plex', relay.bob);
    await says('1', relay.bob);
    expect(await says('reboot', relay.bob)).toContain('This number may only look.');
    expect(await says('shutdown frigate', relay.bob)).toContain('This number may only look.');
  });

  test('with a code of an older question', async () => {
    const first = await askReboot();
    await says('r');
    const reply = await says(`OK ${codeIn(first)}`);
    expect(reply).toContain('Not the code.');
    await isUntouched();
  });
});

test('a code is good once', async () => {
  const question = await askReboot();
  expect(await advanceUntil(clock, says(`OK ${codeIn(question)}`))).toContain('Sent.');
  expect(await says(`OK ${codeIn(question)}`)).toContain('Under way since 12:00: DEMO Reboot');
  expect(await says('r')).toContain('That is under way already.');
});

test('what changed since the question is asked about again', async () => {
  const question = await says('shutdown frigate');
  const other = await says('kill frigate');
  expect(await advanceUntil(clock, says(`OK ${codeIn(other)}`))).toContain(
    'frigate is powered off',
  );
  expect(await says(`OK ${codeIn(question)}`)).toContain('Nothing waits for a code.');
});
