import { beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../../src/adapters/storage/sqlite/database.ts';
import { createSqliteInventory } from '../../../../src/adapters/storage/sqlite/sqlite-inventory.ts';
import { DAY, FakeClock, HOUR } from '../../../support/fake-clock.ts';

let clock: FakeClock;
let database: Database;
beforeEach(() => {
  clock = new FakeClock();
  database = openDatabase('memory:');
});
const open = () => createSqliteInventory(database, clock);

const guest = (id: number, name: string) => ({
  aliases: [String(id)],
  subject: `proxmox/guest/${id}`,
  name,
  text: `VM ${id} ${name}`,
  opens: { screen: 'proxmox.guest', subject: String(id) },
});
const [plex, nas] = [guest(202, 'plex'), guest(104, 'nas')];

test('what was seen is known, also after a restart, with the time when it was named last', async () => {
  await open().see('proxmox', [plex, nas]);
  const seenAt = clock.now();
  expect(open().known('proxmox')).toEqual([
    { ...plex, seenAt },
    { ...nas, seenAt },
  ]);
  expect(open().known('k8s')).toEqual([]);
});

test('what is missing stays known for a month', async () => {
  const inventory = open();
  await inventory.see('proxmox', [plex, nas]);
  clock.advance(29 * DAY);
  await inventory.see('proxmox', [plex]);
  expect(
    open()
      .known('proxmox')
      .map(({ name }) => name),
  ).toEqual(['plex', 'nas']);
  clock.advance(2 * DAY);
  await inventory.see('proxmox', [plex]);
  expect([inventory, open()].map((it) => it.known('proxmox').map(({ name }) => name))).toEqual([
    ['plex'],
    ['plex'],
  ]);
});

test('a thing that was renamed is known by its new name only', async () => {
  await open().see('proxmox', [plex]);
  await open().see('proxmox', [guest(202, 'jellyfin')]);
  expect(
    open()
      .known('proxmox')
      .map(({ name }) => name),
  ).toEqual(['jellyfin']);
});

test('what does not change is written once an hour', async () => {
  const inventory = open();
  await inventory.see('proxmox', [plex]);
  const changes = () => Number(database.sql.prepare('SELECT total_changes() AS n').get()?.['n']);
  const before = changes();
  for (let count = 0; count < 50; count += 1) {
    clock.advance(HOUR / 60);
    await inventory.see('proxmox', [plex]);
  }
  expect(changes()).toBe(before);
  clock.advance(HOUR);
  await inventory.see('proxmox', [plex]);
  expect(changes()).toBe(before + 1);
});

test('the most that ever ran is kept', async () => {
  await open().noteRunning(new Map([['k8s/deployment/media/kino', 3]]));
  await open().noteRunning(new Map([['k8s/deployment/media/kino', 1]]));
  expect(open().maxRunning('k8s/deployment/media/kino')).toBe(3);
  expect(open().maxRunning('proxmox/guest/1')).toBe(0);
});

test('what may be off is kept until it is taken back', async () => {
  await open().expectOff(plex);
  expect(open().isExpectedOff(plex.subject)).toBe(true);
  expect(open().listExpectedOff()).toEqual([{ subject: plex.subject, name: 'plex' }]);
  expect(await open().expectOn(plex.subject)).toBe(true);
  expect(await open().expectOn(plex.subject)).toBe(false);
  expect(open().listExpectedOff()).toEqual([]);
});

test('who was blocked is kept until they are let in again', async () => {
  await open().noteBlocked({ id: 'aa:bb', name: 'kids-ipad' });
  await open().noteBlocked({ id: 'cc:dd', name: 'tv' });
  await open().noteBlocked({ id: 'aa:bb', name: 'ipad' });
  expect(open().listBlocked()).toEqual([
    { id: 'aa:bb', name: 'ipad' },
    { id: 'cc:dd', name: 'tv' },
  ]);
  const inventory = open();
  await inventory.noteUnblocked('aa:bb');
  await inventory.noteUnblocked('nobody');
  expect([inventory, open()].map((it) => it.listBlocked())).toEqual([
    [{ id: 'cc:dd', name: 'tv' }],
    [{ id: 'cc:dd', name: 'tv' }],
  ]);
});
