import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect } from 'vitest';
import { createAuditStore } from '../../src/adapters/storage/sqlite/audit-store.ts';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { FORMAT } from '../../src/adapters/storage/sqlite/migrations.ts';
import { MAIN } from '../support/built-relay.ts';
import { ALICE } from '../support/phone-number.ts';
import { test } from '../support/table-test.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-cli-'));
  file = join(folder, 'relay.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const ran = spawnSync(process.execPath, [MAIN, ...words], {
    ...{ cwd: folder, env, encoding: 'utf8' },
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

async function fill(): Promise<void> {
  using database = openDatabase(`sqlite:${file}`);
  await createAuditStore(database).add({
    ...{ run: 'r', at: 1, who: ALICE, face: 'menu', action: 'reboot', input: '{}' },
    ...{ event: 'asked', words: '' },
  });
}

function change(statements: string): void {
  using sql = new DatabaseSync(file);
  sql.exec(statements);
}

test('a record is checked where its file is named plainly, as an address, or by the configuration', async () => {
  await fill();
  const fine = { code: 0, out: '1 lines, none changed.\n', err: '' };
  expect(run(['audit', 'relay.db'])).toEqual(fine);
  expect(run(['audit', `sqlite:${file}`])).toEqual(fine);
  expect(run(['audit'], { DATABASE_URL: 'sqlite:./relay.db' })).toEqual(fine);
  change("DROP TRIGGER audit_is_final; UPDATE audit SET who = 'x'");
  const broken = { code: 1, out: 'The record is broken at line 1.\n', err: '' };
  expect(run(['audit', 'relay.db'])).toEqual(broken);
});

test.for(['typo.db', 'sqlite:typo.db'])('where there is no file, %s makes none', (name) => {
  const said = { code: 1, out: '', err: 'There is no database at typo.db.\n' };
  expect(run(['audit', name])).toEqual(said);
  expect(existsSync(join(folder, 'typo.db'))).toBe(false);
});

test.for<readonly [number, string]>([
  [0, 'is not an sms-relay database'],
  [
    FORMAT - 1,
    `was written by an older sms-relay (format ${FORMAT - 1}, this one reads ${FORMAT}): use that version, or start this one on it first`,
  ],
  [
    999,
    `was written by a newer sms-relay (format 999, this one reads ${FORMAT}): start that version, or restore a backup from before it`,
  ],
])(
  'a database of format %i is left as it is, and said to be of another',
  async ([format, words]) => {
    await fill();
    change(`PRAGMA journal_mode = DELETE; PRAGMA user_version = ${format}`);
    const before = readFileSync(file);
    const said = { code: 78, out: '', err: `sms-relay: relay.db ${words}\n` };
    expect(run(['audit', 'relay.db'])).toEqual(said);
    expect(readFileSync(file).equals(before)).toBe(true);
  },
);

test('what is no database is refused in one line', () => {
  expect(run(['audit', `sqlite:${folder}`])).toEqual({
    ...{ code: 78, out: '', err: `sms-relay: ${folder} is a folder, not a database\n` },
  });
  writeFileSync(file, 'a letter to the editor, and long enough for a header'.repeat(100));
  expect(run(['audit', 'relay.db'])).toEqual({
    ...{ code: 78, out: '', err: 'sms-relay: relay.db cannot be read: file is not a database\n' },
  });
});

test.for([['audit'], ['backup', 'x.db'], ['restore', 'x.db']])(
  'a DATABASE_URL that is none ends %j in one line',
  (words) => {
    const said =
      'sms-relay: DATABASE_URL must be sqlite:<file>, memory: or postgres://<user>:<password>@<host>/<database>\n';
    expect(run(words, { DATABASE_URL: 'bogus:foo' })).toEqual({ code: 78, out: '', err: said });
  },
);
