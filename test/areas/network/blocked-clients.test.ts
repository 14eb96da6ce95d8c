import { expect, test } from 'vitest';
import { networkArea } from '../../../src/areas/network/area.ts';
import { type Client, NETWORK_VERBS } from '../../../src/areas/network/network.ts';
import type { Inventory } from '../../../src/areas/shared/inventory.ts';
import { createReadingCache } from '../../../src/areas/shared/reading-cache.ts';
import type { Failure } from '../../../src/core/failure.ts';
import { createLocalTime } from '../../../src/core/local-time.ts';
import { err, ok, type Result } from '../../../src/core/result.ts';
import { converse } from '../../support/conversation.ts';
import { FakeClock, MINUTE } from '../../support/fake-clock.ts';
import { FakeInventory } from '../../support/fake-inventory.ts';
import { ALICE } from '../../support/people.ts';

const IPAD: Client = { id: '3c:ec:ef:00:00:01', name: 'kids-ipad' };

/** A network whose source lists nobody who is blocked. */
function startNetwork(inventory: Inventory = new FakeInventory(), clock = new FakeClock()) {
  const time = createLocalTime(clock, 'UTC');
  const home: { clients: Client[]; sent: Result<void, Failure> } = {
    clients: [IPAD],
    sent: ok(undefined),
  };
  const answer = <T>(value: T) => ok({ value, asOf: clock.now(), source: 'x' });
  const area = networkArea({
    network: {
      status: async () => answer({ devices: home.clients.length, gear: [], alerts: 0 }),
      details: async () => answer({ gear: [] }),
      alerts: async () => answer({ alerts: [] }),
      clients: async () => answer({ clients: [...home.clients] }),
      changes: { verbs: async () => new Set(NETWORK_VERBS), act: async () => home.sent },
    },
    ...{ memory: createReadingCache(clock), inventory, time, isDemo: false },
  });
  const act = (verb: string) =>
    area.changes
      ?.find((it) => it.verb === verb)
      ?.execute({ id: IPAD.id }, { name: IPAD.name, isThere: false }, ALICE);
  const { says } = converse([area], clock);
  return { clock, home, act, says };
}

test('the network says who was blocked from here until they are let in again', async () => {
  const { home, act, says } = startNetwork();
  expect(await says('net')).toMatch(/^Network OK\. 1 client, 0 alerts\.\n/);
  await act('block');
  home.clients = [];
  expect(await says('net')).toMatch(/^Network OK\. 0 clients, 0 alerts, kids-ipad blocked\.\n/);
  await act('unblock');
  expect(await says('net')).toMatch(/^Network OK\. 0 clients, 0 alerts\.\n/);
});

test('nobody is called blocked who was not', async () => {
  const { home, act, says } = startNetwork();
  home.sent = err({ kind: 'denied', service: 'UniFi', cause: 'no rights' });
  await act('block');
  expect(await says('net')).not.toContain('blocked');
});

test('who is connected again was let in by somebody else', async () => {
  const { clock, act, says } = startNetwork();
  await act('block');
  await says('1c');
  expect(await says('net')).toContain('kids-ipad blocked');
  clock.advance(4 * MINUTE);
  await says('1c');
  expect(await says('net')).not.toContain('blocked');
});

test('who was blocked is known after a restart, and who was let in again is not', async () => {
  const [inventory, clock] = [new FakeInventory(), new FakeClock()];
  const { act } = startNetwork(inventory, clock);
  await act('block');
  const after = startNetwork(inventory, clock);
  after.home.clients = [];
  expect(await after.says('net')).toContain('kids-ipad blocked');
  await after.act('unblock');
  expect(await startNetwork(inventory, clock).says('net')).not.toContain('blocked');
});

test('who is connected again after a restart is not blocked any more, nor after the next', async () => {
  const [inventory, clock] = [new FakeInventory(), new FakeClock()];
  await startNetwork(inventory, clock).act('block');
  const { says } = startNetwork(inventory, clock);
  await says('1c');
  expect(await says('net')).toContain('kids-ipad blocked');
  clock.advance(4 * MINUTE);
  await says('1c');
  expect(await startNetwork(inventory, clock).says('net')).not.toContain('blocked');
});

test('a record that cannot be written is no reason to say less', async () => {
  const inventory = new FakeInventory();
  inventory.noteBlocked = async () => Promise.reject(new Error('disk full'));
  const { act, says } = startNetwork(inventory);
  await act('block');
  expect(await says('net')).toContain('kids-ipad blocked');
});
