import { execFileSync } from 'node:child_process';
import {
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createAuditStore } from '../../../../src/adapters/storage/sqlite/audit-store.ts';
import { backUp } from '../../../../src/adapters/storage/sqlite/backup.ts';
import { openDatabase } from '../../../../src/adapters/storage/sqlite/database.ts';
import { restore } from '../../../../src/adapters/storage/sqlite/restore.ts';
import type { AuditEntry } from '../../../../src/audit/audit.ts';
import { MAIN } from '../../../support/built-relay.ts';
import { ALICE, RELAY } from '../../../support/phone-number.ts';
import {
  receiveAndAnswer,
  receivedText,
  receives,
  responseTo,
  storesOf,
} from '../../../support/stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'backup-'));
afterAll(() => rmSync(folder, { recursive: true }));

let here: string;
const at = (name: string) => join(here, name);
let count = 0;
beforeEach(() => {
  count += 1;
  here = join(folder, String(count));
  mkdirSync(here);
});

const GOOD = { ok: true, value: { texts: 1, unsent: 1, record: 2, secretKeyIds: [] } };

const line: Omit<AuditEntry, 'event'> = {
  ...{ run: 'r', at: 1, who: ALICE, action: 'reboot', input: '{}', words: '' },
  face: 'menu',
};

/** A database with an answered text, a text to send and two lines of record. */
async function fill(file = at('relay.db')) {
  const database = openDatabase(`sqlite:${file}`);
  const { inbox, outbox } = storesOf(database);
  await receiveAndAnswer(inbox, receivedText({ to: RELAY }), { text: 'the answer' });
  await outbox.add({ key: 'k', to: ALICE, from: RELAY, body: 'later', goodUntil: 9000 }, 1000);
  const audit = createAuditStore(database);
  await audit.add({ ...line, event: 'asked' });
  await audit.add({ ...line, event: 'started' });
  return database;
}

const backUpFilled = async (): Promise<string> => {
  using _ = await fill();
  expect(await backUp(at('relay.db'), at('backup.db'))).toEqual(GOOD);
  return at('backup.db');
};

const putBack = (backup: string) =>
  restore({ backup, database: at('relay.db'), aside: at('relay.db.aside') });

const modeOf = (file: string): number => statSync(file).mode & 0o777;

describe('a backup', () => {
  test('is one file for the owner alone, taken while the database is in use', async () => {
    using database = await fill();
    database.sql.exec('BEGIN IMMEDIATE'); // somebody is in the middle of writing
    expect(await backUp(at('relay.db'), at('backup.db'))).toEqual(GOOD);
    database.sql.exec('ROLLBACK');
    expect(modeOf(at('backup.db'))).toBe(0o600);
    expect(readdirSync(here).filter((name) => name.startsWith('backup'))).toEqual(['backup.db']);
  });

  test('has nothing of the words that were forgotten', async () => {
    using database = await fill();
    await storesOf(database).inbox.forgetBefore(2000);
    await backUp(at('relay.db'), at('backup.db'));
    expect(readFileSync(at('backup.db')).includes('the answer')).toBe(false);
  });

  test('never takes the place of a file that is there', async () => {
    using _ = await fill();
    writeFileSync(at('backup.db'), 'precious');
    expect(await backUp(at('relay.db'), at('backup.db'))).toEqual({
      ok: false,
      error: `${at('backup.db')} already exists`,
    });
    expect(readFileSync(at('backup.db'), 'utf8')).toBe('precious');
  });

  test('is not made of nothing', async () => {
    expect(await backUp(at('none.db'), at('backup.db'))).toMatchObject({ ok: false });
    expect(readdirSync(here)).toEqual([]);
  });

  test('that has no place to go leaves nothing behind', async () => {
    using _ = await fill();
    const result = await backUp(at('relay.db'), at('nowhere/backup.db'));
    expect(result.ok ? 'made' : result.error).toContain('ENOENT');
  });

  test('of a record that somebody changed is not made', async () => {
    using database = await fill();
    database.sql.exec("DROP TRIGGER audit_is_final; UPDATE audit SET who = 'x' WHERE seq = 2");
    expect(await backUp(at('relay.db'), at('backup.db'))).toEqual({
      ok: false,
      error: 'its record is broken at line 2',
    });
    expect(existsSync(at('backup.db'))).toBe(false);
  });
});

describe('restoring', () => {
  test('into an empty place gives a database that knows what it knew', async () => {
    const backup = await backUpFilled();
    const fresh = join(here, 'fresh/relay.db');
    expect(await restore({ backup, database: fresh, aside: at('unused') })).toMatchObject(GOOD);
    expect(modeOf(fresh)).toBe(0o600);
    using database = openDatabase(`sqlite:${fresh}`);
    const { inbox, outbox } = storesOf(database);
    expect(await receives(inbox, receivedText({ at: 5000 }))).toBe(false);
    expect(await responseTo(inbox, 'SM1')).toEqual({ text: 'the answer' });
    expect(await outbox.nextToSend(1000)).toMatchObject({ to: ALICE, body: 'later' });
  });

  test('keeps what was there, with what SQLite had beside it, and takes the backup only as a copy', async () => {
    const backup = await backUpFilled();
    {
      using database = openDatabase(`sqlite:${at('relay.db')}`);
      await receives(storesOf(database).inbox, receivedText({ sid: 'SM2' }));
    }
    expect(await putBack(backup)).toMatchObject(GOOD);
    expect(readdirSync(here).toSorted()).toEqual(['backup.db', 'relay.db', 'relay.db.aside']);
    using aside = openDatabase(`sqlite:${at('relay.db.aside')}`);
    expect(aside.sql.prepare('SELECT sid FROM inbox').all()).toHaveLength(2);
  });

  test('is refused while a relay uses the database', async () => {
    const backup = await backUpFilled();
    using _ = openDatabase(`sqlite:${at('relay.db')}`);
    expect(await putBack(backup)).toEqual({
      ok: false,
      error: `a relay is using ${at('relay.db')}: stop it first`,
    });
  });

  test('takes the place of a file that is no database any more', async () => {
    const backup = await backUpFilled();
    writeFileSync(at('relay.db'), 'rubbish'.repeat(1000));
    writeFileSync(at('relay.db-wal'), 'more of it');
    expect(await putBack(backup)).toMatchObject(GOOD);
    expect(readFileSync(at('relay.db.aside'), 'utf8')).toMatch(/^rubbish/);
    expect(existsSync(at('relay.db-wal'))).toBe(false);
  });

  test('puts aside the log of a database that is gone, which would be written into the backup', async () => {
    const backup = await backUpFilled();
    const left = ['-wal', '-shm'] as const;
    {
      using database = openDatabase(`sqlite:${at('relay.db')}`); // and is killed
      await receives(storesOf(database).inbox, receivedText({ sid: 'SM2' }));
      for (const suffix of left) copyFileSync(at(`relay.db${suffix}`), at(`left${suffix}`));
    }
    for (const suffix of left) renameSync(at(`left${suffix}`), at(`relay.db${suffix}`));
    rmSync(at('relay.db'));
    const kept = [at('relay.db.aside-wal'), at('relay.db.aside-shm')];
    expect(await putBack(backup)).toEqual({ ok: true, value: { ...GOOD.value, kept } });
    for (const file of kept) expect(existsSync(file)).toBe(true);
    using database = openDatabase(`sqlite:${at('relay.db')}`);
    expect(database.sql.prepare('SELECT sid FROM inbox').all()).toEqual([{ sid: 'SM1' }]);
  });

  test('takes in what stands in a log beside a plain copy', async () => {
    using _ = await fill();
    for (const suffix of ['', '-wal']) {
      copyFileSync(at(`relay.db${suffix}`), at(`copy.db${suffix}`));
    }
    const database = join(here, 'fresh/relay.db');
    expect(await restore({ backup: at('copy.db'), database, aside: at('unused') })).toMatchObject(
      GOOD,
    );
  });

  test('takes a backup of an older version, and brings it up to date', async () => {
    using old = new DatabaseSync(at('old.db'));
    old.exec(`CREATE TABLE inbox (sid TEXT PRIMARY KEY, sender TEXT NOT NULL, at INTEGER NOT NULL, body TEXT,
        answered INTEGER NOT NULL DEFAULT 0, answer TEXT) STRICT, WITHOUT ROWID;
      CREATE INDEX inbox_to_forget ON inbox (at) WHERE body IS NOT NULL;
      INSERT INTO inbox VALUES ('SM1', '${ALICE}', 7, 'menu', 1, 'OK.');
      PRAGMA user_version = 1`);
    const database = at('relay.db');
    const restored = await restore({ backup: at('old.db'), database, aside: at('unused') });
    expect(restored).toMatchObject({ ok: true, value: { texts: 1, unsent: 0, record: 0 } });
    using present = openDatabase(`sqlite:${database}`);
    expect(await responseTo(storesOf(present).inbox, 'SM1')).toEqual({ text: 'OK.' });
  });

  test.for<readonly [string, (backup: string) => void, string | RegExp]>([
    ['missing', (backup) => rmSync(backup), /^there is no /],
    ['no database', (backup) => writeFileSync(backup, 'x'.repeat(9000)), /not a database/],
    ['empty', (backup) => truncateSync(backup, 0), 'it is not an sms-relay database'],
    ['cut off', (backup) => truncateSync(backup, 8192), /damaged|malformed/],
    ['cut off a little', (backup) => truncateSync(backup, sizeOf(backup) - 1), /damaged|malformed/],
    [
      'from a newer version',
      (backup) => change(backup, 'PRAGMA user_version = 999'),
      /newer sms-relay \(format 999/,
    ],
    [
      'of another program',
      (backup) => change(backup, 'DROP TABLE inbox'),
      /not an sms-relay database/,
    ],
    [
      'changed in its record',
      (backup) => change(backup, "DROP TRIGGER audit_is_final; UPDATE audit SET words = 'x'"),
      'its record is broken at line 1',
    ],
  ])('a backup that is %s changes nothing', async ([, spoil, why]) => {
    const backup = await backUpFilled();
    spoil(backup);
    const before = readdirSync(here);
    const result = await putBack(backup);
    expect(result.ok ? 'restored' : result.error).toMatch(why);
    expect(readdirSync(here)).toEqual(before);
    using database = openDatabase(`sqlite:${at('relay.db')}`);
    expect(await responseTo(storesOf(database).inbox, 'SM1')).toEqual({ text: 'the answer' });
  });
});

const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write('whom a restored file belongs to is not tried here: not root\n');

describe.skipIf(!isRoot && process.env['CI'] === undefined)('what root restores', () => {
  const RELAY_USER = 1000;
  const ownerOf = (file: string) => [statSync(file).uid, statSync(file).gid];

  test('belongs to whom the database did', async () => {
    const backup = await backUpFilled();
    chownSync(at('relay.db'), RELAY_USER, RELAY_USER);
    expect(await putBack(backup)).toMatchObject(GOOD);
    expect(ownerOf(at('relay.db'))).toEqual([RELAY_USER, RELAY_USER]);
    expect(ownerOf(at('relay.db.aside'))).toEqual([RELAY_USER, RELAY_USER]);
    expect(modeOf(at('relay.db'))).toBe(0o600);
  });

  test('belongs to whom the folder does where there was none, and so do folders that it makes', async () => {
    const backup = await backUpFilled();
    mkdirSync(at('home'));
    chownSync(at('home'), RELAY_USER, RELAY_USER);
    const database = at('home/data/deep/relay.db');
    expect(await restore({ backup, database, aside: at('unused') })).toMatchObject(GOOD);
    for (const made of ['home/data', 'home/data/deep', 'home/data/deep/relay.db']) {
      expect(ownerOf(at(made))).toEqual([RELAY_USER, RELAY_USER]);
    }
  });
});

const sizeOf = (file: string): number => statSync(file).size;

function change(file: string, statements: string): void {
  using database = new DatabaseSync(file);
  database.exec(statements);
}

/** A small file system of our own needs a mount, and that a name space of our own. */
const OWN_SPACE = ['--user', '--map-root-user', '--mount'];
const canMount = ((): boolean => {
  try {
    execFileSync('unshare', [...OWN_SPACE, 'mount', '-t', 'tmpfs', 'tmpfs', folder]);
    return true;
  } catch {
    return false;
  }
})();
const isSkipped = !canMount && process.env['CI'] === undefined;
if (isSkipped) process.stderr.write('no full disk is tried here: unshare cannot mount\n');

test.skipIf(isSkipped).for([
  ['a full disk', 'size=16k', /full/],
  ['a disk that is only read', 'ro', /EROFS/],
] as const)('a backup onto %s fails in words, and leaves nothing', async ([, options, why]) => {
  using _ = await fill();
  mkdirSync(at('disk'));
  const script = `mount -t tmpfs -o ${options} tmpfs disk; "$0" "$1" backup disk/backup.db 2>&1; ls -A disk`;
  const said = execFileSync('unshare', [...OWN_SPACE, 'sh', '-c', script, process.execPath, MAIN], {
    cwd: here,
    encoding: 'utf8',
    env: { DATABASE_URL: 'sqlite:./relay.db', PATH: process.env['PATH'] },
  });
  expect(said).toMatch(/^No backup: .*\.\n$/);
  expect(said).toMatch(why);
});
