import { expect, test } from 'vitest';
import { openPool } from '../../src/adapters/storage/postgres/database.ts';
import { inspectPostgres } from '../../src/adapters/storage/postgres/inspect-postgres.ts';
import { migrate } from '../../src/adapters/storage/postgres/migrate.ts';
import { FORMAT } from '../../src/adapters/storage/postgres/migrations.ts';
import { createStores } from '../../src/adapters/storage/postgres/stores.ts';
import { evaluatePostgres, type PostgresFacts } from '../../src/doctor/postgres.ts';
import { describeOnPostgres } from '../support/describe-on-postgres.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE } from '../support/phone-number.ts';
import { createTestDatabase } from '../support/postgres.ts';

type Read = Extract<PostgresFacts['inside'], { kind: 'read' }>;

const READ: Read = {
  ...{ kind: 'read', version: '15.20', isEncrypted: true, format: 1, isRecordProtected: true },
  ...{ lines: 7, brokenAt: undefined, replicas: ['relay-0', 'relay-1'] },
};

const found = (inside: Partial<Read>, isLocal = false): readonly string[] =>
  evaluatePostgres(
    { address: 'postgres://db/relay', isLocal, inside: { ...READ, ...inside } },
    1,
  ).map(({ state, says }) => `${state}: ${says}`);

const WELL =
  'ok: postgres://db/relay answers (PostgreSQL 15.20), its record of 7 lines unchanged, running: relay-0, relay-1';

test('a database that is well passes, with the replicas that run', () => {
  expect(found({})).toEqual([WELL]);
  expect(found({ isEncrypted: false }, true)).toEqual([WELL]);
});

test('what could be better is noted, and what is broken is wrong', () => {
  expect(found({ isEncrypted: false })).toEqual([
    WELL,
    'note: the connection is not encrypted: texts and codes travel in the clear',
  ]);
  expect(found({ isRecordProtected: false })).toEqual([
    WELL,
    'note: the role of DATABASE_URL owns the tables, and could change the record of actions',
  ]);
  expect(found({ format: 2 })).toEqual([
    'wrong: postgres://db/relay was written by a newer sms-relay (format 2)',
  ]);
  expect(found({ brokenAt: 3 })).toEqual(['wrong: the record of actions was changed at line 3']);
});

describeOnPostgres('a server', () => {
  test('is looked at before the first start and after it, and its password is told nowhere', async () => {
    await using target = await createTestDatabase();
    const { password } = new URL(target.url);
    expect(password).not.toBe('');
    const before = await inspectPostgres(target.url);
    expect(before.inside).toMatchObject({ kind: 'read', format: 0, replicas: [] });
    await migrate(target.url, 'test');
    await using pool = openPool({ url: target.url, replica: 'test' });
    const replica = '11111111-1111-4111-8111-111111111111';
    const settings = { replica, textsPerHour: 1, clock: new FakeClock() };
    const { audit } = createStores(pool, { ...settings, fencingToken: () => undefined });
    const entry = { run: 'r', at: 1, who: ALICE, face: 'sms', action: 'a', input: '{}' } as const;
    await audit.add({ ...entry, event: 'asked', words: 'Reboot?' });
    const after = await inspectPostgres(target.url);
    expect(after.inside).toMatchObject({ kind: 'read', format: FORMAT, lines: 1 });
    expect(JSON.stringify([after, ...evaluatePostgres(after, FORMAT)])).not.toContain(password);
  });

  test('that refuses or is away is wrong, in its own words', async () => {
    const away = await inspectPostgres('postgres://relay:hunter2@127.0.0.1:1/relay');
    const [finding] = evaluatePostgres(away, FORMAT);
    expect(finding?.says).toBe(
      'postgres://127.0.0.1:1/relay cannot be used: connect ECONNREFUSED 127.0.0.1:1',
    );
    expect(finding?.state).toBe('wrong');
  });
});
