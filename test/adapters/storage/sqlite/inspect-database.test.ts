import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAuditStore } from '../../../../src/adapters/storage/sqlite/audit-store.ts';
import { createBudgetStore } from '../../../../src/adapters/storage/sqlite/budget-store.ts';
import { openDatabase } from '../../../../src/adapters/storage/sqlite/database.ts';
import {
  inspectDatabase,
  inspectSpending,
} from '../../../../src/adapters/storage/sqlite/inspect-database.ts';
import { FORMAT } from '../../../../src/adapters/storage/sqlite/migrations.ts';
import type { AuditEntry } from '../../../../src/audit/audit.ts';
import { containing } from '../../../support/matching.ts';
import { ALICE } from '../../../support/people.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'look-'));
  file = join(folder, 'relay.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const LINE: AuditEntry = {
  ...{ run: 'r', at: 1, who: ALICE, face: 'menu', action: 'reboot', input: '{}' },
  ...{ event: 'asked', words: '' },
};

test('a database at work is read, and neither changed nor held up', async () => {
  using database = openDatabase(`sqlite:${file}`);
  await createAuditStore(database).add(LINE);
  database.sql.exec('BEGIN IMMEDIATE');
  expect(await inspectDatabase(file)).toMatchObject({
    writeError: undefined,
    inside: { kind: 'read', complaints: [], format: FORMAT, lines: 1, brokenAt: undefined },
  });
  database.sql.exec('ROLLBACK');
  expect(readdirSync(folder).filter((name) => !name.startsWith('relay.db'))).toEqual([]);
});

test('where there is none yet, none is made', async () => {
  expect(await inspectDatabase(join(folder, 'data/deep/relay.db'))).toMatchObject({
    ...{ writeError: undefined, inside: undefined },
  });
  expect(existsSync(join(folder, 'data'))).toBe(false);
});

test('an older one is not moved forward', async () => {
  {
    using database = openDatabase(`sqlite:${file}`);
    database.sql.exec('PRAGMA user_version = 2');
  }
  expect((await inspectDatabase(file)).inside).toMatchObject({ kind: 'read', format: 2 });
});

test('a changed record, a damaged file and another file are told apart', async () => {
  {
    using database = openDatabase(`sqlite:${file}`);
    const audit = createAuditStore(database);
    await audit.add(LINE);
    await audit.add({ ...LINE, event: 'done' });
    database.sql.exec("DROP TRIGGER audit_is_final; UPDATE audit SET who = '+1' WHERE seq = 2");
  }
  expect((await inspectDatabase(file)).inside).toMatchObject({ brokenAt: 2 });

  const bytes = readFileSync(file);
  bytes.fill(0xff, 4096 * 3, 4096 * 5);
  writeFileSync(file, bytes);
  const damaged = (await inspectDatabase(file)).inside;
  const isSeen = damaged?.kind === 'unreadable' || (damaged?.complaints.length ?? 0) > 0;
  expect(isSeen).toBe(true);

  writeFileSync(file, 'a letter to the editor, and long enough for a header'.repeat(100));
  expect((await inspectDatabase(file)).inside).toMatchObject({
    ...{ kind: 'unreadable', cause: containing('not a database') },
  });
});

test('what Claude cost today is read; nothing where nothing can be', async () => {
  {
    using database = openDatabase(`sqlite:${file}`);
    const ledger = createBudgetStore(database);
    const limits = { dayMicros: 70_000, personMicros: 70_000 };
    await ledger.reserve({ day: '2026-11-21', person: ALICE, micros: 70_000, at: 1 }, limits);
    await ledger.turn('off');
  }
  expect(await inspectSpending(file, '2026-11-21')).toEqual({ micros: 70_000, isOff: true });
  expect(await inspectSpending(undefined, '2026-11-21')).toEqual({ micros: 0, isOff: false });
  expect((await inspectSpending(join(folder, 'none.db'), '2026-11-21')).micros).toBe(0);
});
