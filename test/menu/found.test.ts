import { expect, test } from 'vitest';
import { findByName } from '../../src/menu/found.ts';
import { FakeHome, guest } from '../support/fake-areas.ts';
import { FakeClock } from '../support/fake-clock.ts';

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
  const { things } = await findByName(home.areas, name, clock);
  expect(things.map((thing) => thing.name)).toEqual(found);
});

test('an area that does not answer in time is named, the others are not held up', async () => {
  const clock = new FakeClock();
  const [network, ...others] = new FakeHome(clock).areas;
  if (!network) throw new Error('no network');
  const hung = { ...network, things: () => new Promise<never>(() => {}) };
  const search = findByName([hung, ...others], 'plex', clock);
  await new Promise(setImmediate);
  clock.advance(4000);
  expect(await search).toMatchObject({
    things: [{ name: 'plex' }, { name: 'plex-0' }],
    failures: [{ kind: 'timeout', service: 'Network' }],
  });
});
