import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect } from 'vitest';
import { FakeClock } from '../support/fake-clock.ts';
import { startPhone } from '../support/phone.ts';
import { ALICE, number } from '../support/phone-number.ts';
import { startRelay } from '../support/relay.ts';
import { test } from '../support/table-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'slow-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a lock held by another process holds up the text, and nothing else', async () => {
  const file = join(folder, 'locked.db');
  await using relay = await startRelay({ env: { DATABASE_URL: `sqlite:${file}` } });
  const { alice, service } = relay;
  using other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');

  let isAnswered = false;
  const answered = alice.texts('3').then(() => {
    isAnswered = true;
  });
  const { statusCode } = await service.http.inject('/health/live');
  expect([statusCode, isAnswered]).toEqual([200, false]);
  const ready = await service.http.inject('/health/ready');
  expect([ready.statusCode, ready.body]).toEqual([503, expect.stringContaining('locked')]);

  other.exec('COMMIT');
  await answered;
  alice.hears(/^DEMO K8s/);
});

/** Every commit takes a second of the relay's clock. */
function slowCommits(clock: FakeClock): Disposable {
  const exec: unknown = Reflect.get(DatabaseSync.prototype, 'exec');
  if (typeof exec !== 'function') throw new Error('SQLite has no exec');
  DatabaseSync.prototype.exec = function slowly(sql) {
    if (sql === 'COMMIT') clock.advance(1000);
    Reflect.apply(exec, this, [sql]);
  };
  return {
    [Symbol.dispose]() {
      Reflect.set(DatabaseSync.prototype, 'exec', exec);
    },
  };
}

const TEN = Array.from({ length: 10 }, (_, digit) => number(`+1555010010${digit}`));

describe('with commits that take a second, ten simultaneous texts', () => {
  test.for([
    ['of ten people', TEN],
    ['of one person', TEN.map(() => number('+15550100100'))],
  ] as const)('%s are answered within fifteen', async ([, senders]) => {
    const clock = new FakeClock();
    const env = { ALLOWED_PHONE_NUMBER: [ALICE, ...TEN].join(',') };
    await using relay = await startRelay({ clock, env });
    await relay.alice.texts('3');
    relay.alice.forgets();
    using _slow = slowCommits(clock);

    const began = clock.steady();
    const took = await Promise.all(
      senders.map(async (sender) => {
        const phone = startPhone(sender, relay.service.http);
        await phone.texts('3');
        return clock.steady() - began;
      }),
    );
    expect(Math.max(...took)).toBeLessThan(15_000);
    expect(Math.max(...took)).toBeGreaterThanOrEqual(1000);
  });
});
