import { expect, test } from 'vitest';
import { openPool } from '../../../../src/adapters/storage/postgres/database.ts';
import { migrate } from '../../../../src/adapters/storage/postgres/migrate.ts';
import { FORMAT } from '../../../../src/adapters/storage/postgres/migrations.ts';
import { createStores } from '../../../../src/adapters/storage/postgres/stores.ts';
import { describeOnPostgres } from '../../../support/describe-on-postgres.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { ALICE, RELAY } from '../../../support/phone-number.ts';
import { createTestDatabase } from '../../../support/postgres.ts';
import { queryPostgres } from '../../../support/query-postgres.ts';

/** Takes back the newest migration. */
const TO_FORMAT_BEFORE = `
  DROP TABLE text_month; DROP TABLE receipt; ALTER TABLE outbox DROP COLUMN importance;
  ALTER TABLE handover DROP COLUMN month, DROP COLUMN micros, DROP COLUMN is_billed;
  UPDATE relay_format SET format = ${FORMAT - 1};`;

/** A text that was handed over before the relay was updated, and one that still waits. */
const LEFT = `
  INSERT INTO outbox (key, recipient, body, at, good_until, state, open, due, attempts, is_replaceable) VALUES
    ('old', '${ALICE}', 'old', 1000, 600000, 'handing', true, 1000, 1, false),
    ('new', '${ALICE}', 'new', 1000, 600000, 'waiting', true, 1000, 0, false);
  INSERT INTO handover (text, attempt, sender, segments, at) VALUES (1, 1, '${RELAY}', 1, 1000);`;

describeOnPostgres('a database of the release before', () => {
  test('keeps its texts, whose costs begin with the next attempt', async () => {
    await using target = await createTestDatabase();
    await migrate(target.url, 'test');
    await queryPostgres(target.url, TO_FORMAT_BEFORE + LEFT);
    await migrate(target.url, 'test');

    await using pool = openPool({ url: target.url, replica: 'test' });
    const settings = { replica: '11111111-1111-4111-8111-111111111111', textsPerHour: 10 };
    const { outbox, textLedger } = createStores(pool, {
      ...{ ...settings, clock: new FakeClock(), fencingToken: () => undefined },
    });
    const was = { id: 1, state: 'handing', attempts: 1 } as const;
    const change = { state: 'delivered', sid: 'SM1' } as const;
    expect(await outbox.settle(was, { change, billedMicros: 8300, at: 2000 })).toBe(true);
    expect(await textLedger.ofMonth('2026-11')).toMatchObject({ sent: 0, micros: 0 });
    expect(await outbox.nextToSend(2000)).toMatchObject({ key: 'new', importance: 'other' });
    const charge = { month: '2026-11', micros: 8300 };
    await outbox.handOver({ id: 2, attempts: 1, from: RELAY, segments: 1, charge }, 2000, 3000);
    expect(await textLedger.ofMonth('2026-11')).toMatchObject({ sent: 1, micros: 8300 });
  });
});
