import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAuditStore } from '../../src/adapters/storage/sqlite/audit-store.ts';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { verifyAudit } from '../../src/cli/verify-audit.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import { ALICE } from '../support/phone-number.ts';
import { startRelay } from '../support/relay.ts';

let folder: string;
let clock: FakeClock;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-kept-'));
  clock = new FakeClock();
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A relay over a house in which nextcloud has stopped, and what Alice reads after each text. */
async function start() {
  const env = { DATABASE_URL: `sqlite:${join(folder, 'relay.db')}` };
  const relay = await startRelay({ clock, env });
  const reads = async (text: string): Promise<string> => {
    await relay.alice.texts(text);
    return relay.alice.reads();
  };
  const stopNextcloud = async (): Promise<void> => {
    await reads('home');
    const asked = { method: 'PUT', url: '/phone/switches' } as const;
    await relay.service.http.inject({ ...asked, payload: { breaks: 'guest-stopped' } });
    clock.advance(MINUTE);
  };
  return { relay, reads, stopNextcloud };
}

test('what may be off is kept over a restart, and so is what ran', async () => {
  {
    const { relay, reads, stopNextcloud } = await start();
    await using _ = relay;
    await stopNextcloud();
    expect(await reads('home')).toMatch(/^DEMO ! PVE nextcloud stopped/);
    await reads('ok off nextcloud');
  }
  const { relay, reads, stopNextcloud } = await start();
  await using _ = relay;
  await stopNextcloud();
  expect(await reads('home')).toMatch(/^DEMO OK\. /);
  expect(await reads('ok off')).toContain('May be off: nextcloud.');
  await reads('ok off nextcloud no');
  expect(await reads('home')).toMatch(/^DEMO ! PVE nextcloud stopped/);
});

test('who said what may be off is on record, and nothing that was only asked', async () => {
  {
    const { relay, reads } = await start();
    await using _ = relay;
    expect(await reads('ok off nextcloud')).toContain('nextcloud may be off');
    await reads('ok off');
    await reads('ok off nobody no');
    await reads('ok off nextcloud no');
    await relay.bob.texts('ok off plex');
    relay.bob.hears(/^This number may only look/);
    expect(await reads('log')).toMatch(
      /^Done lately:\n12:00 ok off by \.\.\.01: nextcloud should run again\n12:00 ok off by \.\.\.01: nextcloud may be off\n/,
    );
  }
  using database = openDatabase(`sqlite:${join(folder, 'relay.db')}`);
  const audit = createAuditStore(database);
  expect(await audit.last(9)).toMatchObject([
    {
      who: ALICE,
      face: 'sms',
      action: 'ok_off',
      event: 'done',
      input: '{"isOff":false,"subjects":["proxmox/guest/104"]}',
    },
    {
      who: ALICE,
      face: 'sms',
      action: 'ok_off',
      event: 'done',
      input: '{"isOff":true,"subjects":["proxmox/guest/104"]}',
    },
  ]);
  expect(await audit.last(9)).toHaveLength(2);
  expect((await audit.last(1))[0]?.trip).toBeDefined();
  expect((await verifyAudit(audit)).isIntact).toBe(true);
});
