import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStorage } from '../../../../src/adapters/storage/open-storage.ts';
import type { RelayStorage } from '../../../../src/adapters/storage/relay-storage.ts';
import { systemClock } from '../../../../src/core/clock.ts';
import { describeOnPostgres } from '../../../support/describe-on-postgres.ts';
import { ALICE } from '../../../support/phone-number.ts';
import { createTestDatabase } from '../../../support/postgres.ts';
import type { PostgresDatabase } from '../../../support/postgres-database.ts';

const PLEX = { subject: 'proxmox/guest/202', name: 'plex' };

describeOnPostgres('storage', () => {
  let database: PostgresDatabase;
  let cleanup: AsyncDisposableStack;
  beforeEach(async () => {
    database = await createTestDatabase();
    cleanup = new AsyncDisposableStack();
  });
  afterEach(async () => {
    await cleanup.disposeAsync();
    await database[Symbol.asyncDispose]();
  });

  async function open(name: string): Promise<RelayStorage> {
    const replica = { id: randomUUID(), name, version: '1.0.0', startedAt: 0 };
    const settings = {
      ...{ databaseUrl: database.url, textsPerHour: 10, sessionIdleMs: 1000, replica },
      ...{ answers: { perMinute: 10, perDay: 10 }, people: { all: [] } },
      log: { info() {}, warn() {}, error() {} },
    };
    return cleanup.use(await openStorage(settings, systemClock));
  }

  test('of two replicas hears at once of marks and texts of the other', async () => {
    const [one, two] = [await open('one'), await open('two')];
    let added = 0;
    two.stores.outbox.onAdded(() => {
      added += 1;
    });
    await one.inventory.expectOff(PLEX);
    await one.inventory.noteBlocked({ id: 'aa:bb', name: 'tv' });
    await expect.poll(() => two.inventory.listExpectedOff()).toEqual([PLEX]);
    await expect.poll(() => two.inventory.listBlocked()).toEqual([{ id: 'aa:bb', name: 'tv' }]);
    const before = added;
    const text = { key: 'k', to: ALICE, body: 'hi', goodUntil: Date.now() + 60_000 };
    await one.stores.outbox.add(text, Date.now());
    await expect.poll(() => added).toBeGreaterThan(before);
    await two.inventory.expectOn(PLEX.subject);
    await expect.poll(() => one.inventory.isExpectedOff(PLEX.subject)).toBe(false);
  });

  test('is one relay with one leader, and leads on when that one ends', async () => {
    const [one, two] = [await open('one'), await open('two')];
    expect(one.instance()).toBe(two.instance());
    const leaders = () => [one, two].filter(({ leadership }) => leadership.describe().isLeading);
    await expect.poll(() => leaders().length).toBe(1);
    const [leader] = leaders();
    const other = leader === one ? two : one;
    await leader?.[Symbol.asyncDispose]();
    await expect.poll(() => other.leadership.describe().isLeading).toBe(true);
  });
});
