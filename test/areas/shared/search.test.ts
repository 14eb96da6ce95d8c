import { expect, test } from 'vitest';
import { findByName } from '../../../src/areas/shared/search.ts';
import { FakeHome, guest } from '../../support/fake-areas.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const NAMES = ['washing-machine', 'plex', 'plex-meta', 'my.plex', 'complex', 'Büro-PC'];

test.for<readonly [string, readonly string[]]>([
  ['plex', ['plex', 'plex-meta', 'plex-0', 'my.plex', 'complex']],
  ['hi', []],
  ['ma', ['washing-machine']],
  ['pc', ['Büro-PC']],
  ['büro', ['Büro-PC']],
  ['shing', ['washing-machine']],
])('%j finds %j, the closest first', async ([name, found]) => {
  const clock = new FakeClock();
  const home = new FakeHome(clock);
  home.guests = NAMES.map((guestName, id) => guest({ id, name: guestName }));
  const { entries } = await findByName(home.areas, name, clock);
  expect(entries.map((thing) => thing.name)).toEqual(found);
});

test('an area that does not answer in time is named, the others are not held up', async () => {
  const clock = new FakeClock();
  const [network, ...others] = new FakeHome(clock).areas;
  if (!network) throw new Error('no network');
  const hung = { ...network, searchEntries: () => new Promise<never>(() => {}) };
  const search = findByName([hung, ...others], 'plex', clock);
  await new Promise(setImmediate);
  clock.advance(4000);
  expect(await search).toMatchObject({
    entries: [{ name: 'plex' }, { name: 'plex-0' }],
    failures: [{ kind: 'timeout', service: 'Network' }],
  });
});

const plexNow = async (home: FakeHome, clock: FakeClock, afterMs: number, name = 'plex') => {
  const search = findByName(home.areas, name, clock);
  await clock.elapse(afterMs);
  return Promise.race([search, Promise.resolve('still waiting')]);
};

test('a name that was shown is found at once or within a moment, whoever is silent', async () => {
  const clock = new FakeClock();
  const home = new FakeHome(clock);
  await findByName(home.areas, 'plex', clock);
  home.isSilent = true;
  expect(await plexNow(home, clock, 999)).toBe('still waiting');
  expect(await plexNow(home, clock, 1000)).toMatchObject({
    entries: [
      { name: 'plex', text: 'VM 104 plex running', failure: { service: 'Proxmox' } },
      { name: 'plex-0', failure: { service: 'K8s' } },
    ],
  });
  expect(await plexNow(home, clock, 1000, 'is my plex up?')).toMatchObject({
    mentioned: [{ name: 'plex' }],
  });
  expect(await plexNow(home, clock, 2499, 'zarquon')).toBe('still waiting');
});

test('an area that did not answer last is waited for no longer than a moment', async () => {
  const clock = new FakeClock();
  const home = new FakeHome(clock);
  home.failWith = { kind: 'unreachable', service: 'x' };
  await findByName(home.areas, 'zarquon', clock);
  home.failWith = undefined;
  home.isSilent = true;
  expect(await plexNow(home, clock, 1000, 'zarquon')).toMatchObject({ entries: [] });
});

test('what an area no longer shows is found by its whole name only', async () => {
  const clock = new FakeClock();
  const home = new FakeHome(clock);
  await findByName(home.areas, 'plex', clock);
  home.guests = [];
  expect(await findByName(home.areas, 'jellyfin', clock)).toMatchObject({
    entries: [{ name: 'jellyfin' }],
  });
  expect(await findByName(home.areas, 'jelly', clock)).toMatchObject({ entries: [] });
});

test('nothing is found by a text without a letter', async () => {
  const clock = new FakeClock();
  const home = new FakeHome(clock);
  home.guests = [guest({ name: '--' })];
  expect(await findByName(home.areas, '__', clock)).toMatchObject({ entries: [], mentioned: [] });
});
