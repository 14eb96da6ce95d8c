import { expect, test } from 'vitest';
import { createExpectOff } from '../../src/conversation/expected-off.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { FakeHome, guest } from '../support/fake-areas.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { emptyInventory } from '../support/inventory.ts';
import { ALICE, BOB, operator, viewer } from '../support/people.ts';

function house() {
  const clock = new FakeClock();
  const home = new FakeHome(clock);
  const inventory = emptyInventory(clock);
  const time = createLocalTime(clock, 'UTC');
  const noted: string[] = [];
  const expectOff = createExpectOff({
    ...{ areas: home.areas, inventory, clock },
    noteDone: async ({ id, face }, { words }) => void noted.push(`${id} ${face} ${words}`),
  });
  const says = (body: string, caller = operator(ALICE)) => expectOff({ caller, time }, body);
  return { home, inventory, says, noted };
}

test('all of the same name may be off, and should run again', async () => {
  const { home, inventory, says, noted } = house();
  home.guests = [guest(), guest({ id: 204, kind: 'lxc' })];
  expect(await says('ok off Plex.')).toBe('plex may be off. Undo: ok off plex no');
  expect(inventory.listExpectedOff().map(({ subject }) => subject)).toEqual([
    'proxmox/guest/104',
    'proxmox/guest/204',
  ]);
  expect(await says('OKAY OFF')).toBe('May be off: plex. Undo: ok off, the name and no.');
  expect(await says('ok off plex no')).toBe('plex should run again.');
  expect(await says('ok off')).toBe('Nothing may be off. Text ok off and a name to allow it.');
  expect(noted).toEqual([`${ALICE} sms plex may be off`, `${ALICE} sms plex should run again`]);
});

test('the beginning of one name is enough, that of several is asked about', async () => {
  const { home, inventory, says } = house();
  home.guests = [guest({ name: 'win11-test' }), guest({ id: 105, name: 'win10' })];
  expect(await says('ok off win')).toBe('Which? Text ok off and one of: win11-test, win10.');
  expect(inventory.listExpectedOff()).toEqual([]);
  expect(await says('ok off win11')).toBe('win11-test may be off. Undo: ok off win11-test no');
});

test('a name with spaces is undone as it is printed', async () => {
  const { home, inventory, says } = house();
  home.guests = [guest({ name: 'Old  NAS box' })];
  expect(await says('ok off old')).toBe('"Old NAS box" may be off. Undo: ok off "Old NAS box" no');
  expect(await says('Ok off "Old NAS box" no')).toBe('"Old NAS box" should run again.');
  expect(inventory.listExpectedOff()).toEqual([]);
});

test('what is nobody, or only a client, is not taken for something', async () => {
  const { home, says } = house();
  expect(await says('ok off annas-iphone')).toBe(
    'No guest, deployment or device is called annas-iphone.',
  );
  expect(await says('ok off nobody no')).toMatch(
    /^nobody was not on the list\. Nothing may be off/,
  );
  home.failWith = { kind: 'unreachable', service: 'Proxmox' };
  expect(await says('ok off gitea')).toMatch(/is called gitea\.\nProxmox \? no answer/);
});

test('who may only look is told so, and may see the list', async () => {
  const { inventory, says, noted } = house();
  expect(await says('ok off plex', viewer(BOB))).toBe(
    'This number may only look: operators say what may be off.',
  );
  expect(inventory.listExpectedOff()).toEqual([]);
  expect(noted).toEqual([]);
  expect(await says('ok off', viewer(BOB))).toMatch(/^Nothing may be off/);
});

test.for(['ok', 'OK 482153', 'ok 482 153', 'okoff', 'ok offline', 'off plex', 'is it ok off plex'])(
  '%s is about something else',
  async (body) => {
    expect(await house().says(body)).toBeUndefined();
  },
);
