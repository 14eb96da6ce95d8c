import { expect, test } from 'vitest';
import { refreshRecentlyUsed } from '../../src/areas/shared/refresh.ts';
import { guest } from '../support/fake-areas.ts';
import { HOUR, MINUTE } from '../support/fake-clock.ts';
import { CRASHING, watchedAreas, withGuests, withPods } from './watched-areas.ts';

const STOPPED = withGuests(guest({ state: 'stopped' }));
const WELL = withGuests(guest());

test('areas are looked at every minute, not all in the same moment', async () => {
  const { clock, proxmox, k8s, start } = watchedAreas();
  start();
  await clock.elapse(5 * MINUTE - 1);
  expect(proxmox.reads).toEqual([0, 60, 120, 180, 240]);
  expect(k8s.reads).toEqual([30, 90, 150, 210, 270]);
});

test('what breaks is reported once, and so is its end', async () => {
  const { clock, proxmox, k8s, store, start } = watchedAreas();
  start();
  await clock.elapse(3 * MINUTE);
  [proxmox.value, k8s.value] = [STOPPED, withPods(CRASHING)];
  await clock.elapse(3 * MINUTE);
  expect(store.reported).toEqual(['firing kino-0 CrashLoopBackOff', 'firing plex stopped']);
  proxmox.value = WELL;
  await clock.elapse(HOUR);
  expect(store.reported.slice(2)).toEqual(['resolved plex stopped']);
});

test('nothing is written while nothing changes', async () => {
  const { clock, store, start } = watchedAreas();
  start();
  await clock.elapse(HOUR);
  expect(store.writes).toBe(2);
});

test('one bad look among good ones is not reported', async () => {
  const { clock, proxmox, store, start } = watchedAreas();
  start();
  for (let round = 0; round < 5; round += 1) {
    await clock.elapse(MINUTE);
    proxmox.value = STOPPED;
    await clock.elapse(MINUTE);
    proxmox.value = WELL;
    await clock.elapse(MINUTE);
  }
  expect(store.events).toEqual([]);
});

test('a source that fails is reported after two looks, and what was wrong there is not over', async () => {
  const { clock, proxmox, store, start } = watchedAreas();
  start();
  await clock.elapse(MINUTE);
  proxmox.value = STOPPED;
  await clock.elapse(3 * MINUTE);
  [proxmox.failure, proxmox.value] = [{ kind: 'unreachable', service: 'Proxmox' }, WELL];
  await clock.elapse(5 * MINUTE);
  expect(store.reported).toEqual(['firing plex stopped', 'firing Proxmox no answer']);
  proxmox.failure = undefined;
  await clock.elapse(3 * MINUTE);
  expect(store.reported.slice(2).toSorted()).toEqual([
    'resolved Proxmox no answer',
    'resolved plex stopped',
  ]);
});

test('a list that does not answer ends nothing', async () => {
  const { clock, proxmox, store, start } = watchedAreas();
  start();
  await clock.elapse(MINUTE);
  proxmox.value = STOPPED;
  await clock.elapse(3 * MINUTE);
  proxmox.value = { nodes: 1, nodesOnline: 1, lists: {} };
  proxmox.about = { missing: 'no answer about guests' };
  await clock.elapse(HOUR);
  expect(store.reported).toEqual(['firing plex stopped']);
});

test('a restart in the middle of it neither loses nor repeats anything', async () => {
  const { clock, proxmox, store, start } = watchedAreas();
  const restart = async (running: ReturnType<typeof start>) => {
    await running.stop();
    await clock.elapse(10_000);
    return start();
  };
  let running = start();
  await clock.elapse(MINUTE + 1000);
  proxmox.value = STOPPED;
  await clock.elapse(MINUTE);
  expect(store.events).toEqual([]);
  running = await restart(running);
  await clock.elapse(1000);
  expect(store.reported).toEqual(['firing plex stopped']);
  running = await restart(running);
  await clock.elapse(5 * MINUTE);
  expect(store.events).toHaveLength(1);
  proxmox.value = WELL;
  await clock.elapse(MINUTE);
  await restart(running);
  await clock.elapse(1000);
  expect(store.reported.slice(1)).toEqual(['resolved plex stopped']);
});

test('what broke while the relay was down is reported after two looks', async () => {
  const { clock, proxmox, store, start } = watchedAreas();
  const running = start();
  await clock.elapse(MINUTE);
  await running.stop();
  proxmox.value = STOPPED;
  await clock.elapse(HOUR);
  start();
  await clock.elapse(2 * MINUTE);
  expect(store.reported).toEqual(['firing plex stopped']);
});

test('what was broken before the first look of all is not reported', async () => {
  const { clock, k8s, store, start } = watchedAreas();
  k8s.value = withPods(CRASHING);
  start();
  await clock.elapse(HOUR);
  expect(store.events).toEqual([]);
});

test('what its owner allows to be off is over within seconds, without a look', async () => {
  const { clock, proxmox, store, inventory, start } = watchedAreas();
  start();
  await clock.elapse(MINUTE);
  proxmox.value = STOPPED;
  await clock.elapse(3 * MINUTE);
  await inventory.expectOff({ subject: 'proxmox/guest/104', name: 'plex' });
  proxmox.delayMs = HOUR;
  await clock.elapse(5000);
  expect(store.reported).toEqual(['firing plex stopped', 'resolved plex stopped (may be off)']);
  proxmox.delayMs = 0;
  await inventory.expectOn('proxmox/guest/104');
  await clock.elapse(2 * MINUTE);
  expect(store.reported.slice(2)).toEqual(['firing plex stopped']);
});

test('a source that takes over two seconds is looked at every five minutes, until it is quick again', async () => {
  const { clock, proxmox, k8s, start } = watchedAreas();
  proxmox.delayMs = 2001;
  start();
  await clock.elapse(11 * MINUTE);
  expect(proxmox.reads.map(Math.floor)).toEqual([0, 302, 604]);
  expect(k8s.reads).toHaveLength(11);
  proxmox.delayMs = 100;
  await clock.elapse(8 * MINUTE);
  expect(proxmox.reads.map(Math.floor).slice(3)).toEqual([906, 966, 1026, 1086]);
});

test('a source that was called too often is looked at every five minutes', async () => {
  const { clock, proxmox, start } = watchedAreas();
  proxmox.failure = { kind: 'refused', service: 'Proxmox', isRateLimited: true };
  start();
  await clock.elapse(11 * MINUTE);
  expect(proxmox.reads).toEqual([0, 300, 600]);
});

test('a source that leaves something out because of too many calls is looked at every five minutes', async () => {
  const { clock, proxmox, start } = watchedAreas();
  proxmox.about = { missing: 'no answer about guests', isRateLimited: true };
  start();
  await clock.elapse(11 * MINUTE);
  expect(proxmox.reads).toEqual([0, 300, 600]);
});

test('a source that hangs is silent, is called once at a time and delays no other', async () => {
  const { clock, proxmox, k8s, store, start } = watchedAreas();
  start();
  await clock.elapse(MINUTE + 1000);
  proxmox.delayMs = HOUR;
  await clock.elapse(10 * MINUTE);
  expect(store.reported).toEqual(['firing Proxmox no answer']);
  expect(proxmox.reads).toHaveLength(3);
  expect(k8s.reads).toHaveLength(11);
});

test('a bug in a source makes its area silent and ends no look at another', async () => {
  const { clock, proxmox, k8s, store, errors, start } = watchedAreas();
  start();
  await clock.elapse(MINUTE + 1000);
  proxmox.isBroken = true;
  await clock.elapse(3 * MINUTE);
  expect(store.reported).toEqual(['firing Proxmox no answer']);
  expect(new Set(errors)).toEqual(new Set(['a look at an area broke off']));
  expect(k8s.reads).toHaveLength(4);
});

test('a look gives way to a text that waits for the same source', async () => {
  const { clock, proxmox, guests, k8s, start } = watchedAreas();
  const { areas } = start();
  await clock.elapse(MINUTE - 1000);
  guests.delayMs = 8000;
  const list = areas[0].operations.find(({ name }) => name === 'proxmox_guests');
  const answer = list?.call({});
  await clock.elapse(7500);
  expect([guests.reads, proxmox.reads]).toEqual([[59], [0]]);
  await clock.elapse(1500);
  await answer;
  expect(proxmox.reads).toEqual([0, 67.5]);
  expect(k8s.reads).toEqual([30]);
});

test('a text that waits for a source that hangs does not keep it from being reported', async () => {
  const { clock, proxmox, guests, store, start } = watchedAreas();
  const { areas } = start();
  await clock.elapse(MINUTE + 1000);
  proxmox.delayMs = HOUR;
  guests.delayMs = HOUR;
  void areas[0].operations.find(({ name }) => name === 'proxmox_guests')?.call({});
  await clock.elapse(5 * MINUTE);
  expect(store.reported).toEqual(['firing Proxmox no answer']);
});

test('an area that people use is not read twice within 15 s', async () => {
  const { clock, proxmox, store, start } = watchedAreas();
  const { areas } = start();
  const stopping = new AbortController();
  await clock.elapse(7000);
  await areas[0].operations[0]?.call({});
  void refreshRecentlyUsed(areas, clock, stopping.signal);
  await clock.elapse(2 * MINUTE);
  proxmox.failure = { kind: 'unreachable', service: 'Proxmox' };
  await clock.elapse(8 * MINUTE);
  stopping.abort();
  const gaps = proxmox.reads.slice(1).map((at, index) => at - (proxmox.reads[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(15);
  expect(store.reported).toEqual(['firing Proxmox no answer']);
});

test('one reading is one look, however often an area is looked at', async () => {
  const { clock, proxmox, store, start } = watchedAreas({ everyMs: 4000, slowEveryMs: 8000 });
  start();
  await clock.elapse(10_000);
  proxmox.value = STOPPED;
  await clock.elapse(10_000);
  expect(proxmox.reads).toEqual([0, 4, 8, 12, 16, 20]);
  expect(store.reported).toEqual(['firing plex stopped']);
});

test('what could not be stored is stored with the next look', async () => {
  const { clock, proxmox, store, errors, start } = watchedAreas();
  start();
  await clock.elapse(MINUTE);
  store.isDown = true;
  proxmox.value = STOPPED;
  await clock.elapse(3 * MINUTE);
  proxmox.value = WELL;
  await clock.elapse(3 * MINUTE);
  expect(store.events).toEqual([]);
  expect(errors.length).toBeGreaterThan(0);
  store.isDown = false;
  await clock.elapse(MINUTE);
  expect(store.reported).toEqual(['firing plex stopped', 'resolved plex stopped']);
});

test('a look is not recorded by a replica that leads no more', async () => {
  const { clock, proxmox, store, start } = watchedAreas();
  const running = start();
  await clock.elapse(MINUTE + 1000);
  const { writes } = store;
  proxmox.value = STOPPED;
  proxmox.delayMs = 1000;
  await clock.elapse(MINUTE - 1000);
  await running.stop();
  await clock.elapse(HOUR);
  expect(store.writes).toBe(writes);
});

test('the first look waits until the state can be read: what it shows is no news', async () => {
  const { clock, proxmox, store, start } = watchedAreas();
  store.isDown = true;
  proxmox.value = withGuests(guest({ state: 'stopped', onBoot: true }));
  start();
  await clock.elapse(3 * MINUTE);
  store.isDown = false;
  await clock.elapse(HOUR);
  expect(store.events).toEqual([]);
});

test('looks out of turn report what is down within seconds, and no silence', async () => {
  const { clock, proxmox, k8s, store, start } = watchedAreas();
  const { lookNow } = start();
  await clock.elapse(2 * MINUTE + 31_000);
  proxmox.value = STOPPED;
  k8s.failure = { kind: 'unreachable', service: 'K8s' };
  await clock.elapse(16_000); // what was read for the last look is too old
  const looking = lookNow(new Set(['proxmox', 'k8s', 'nowhere']));
  await clock.elapse(5000);
  await looking;
  expect(store.reported).toEqual(['firing plex stopped']);
});

test('a relay that does not lead looks at nothing', async () => {
  const { proxmox, start } = watchedAreas();
  const watch = start();
  await watch.stop();
  await watch.lookNow(new Set(['proxmox']));
  expect(proxmox.reads).toEqual([]);
});
