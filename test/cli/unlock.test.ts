import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createElapsed } from '../../src/adapters/storage/elapsed.ts';
import { createAuditStore } from '../../src/adapters/storage/sqlite/audit-store.ts';
import { type Database, openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { FORMAT } from '../../src/adapters/storage/sqlite/migrations.ts';
import { createSqliteWrongCodes } from '../../src/adapters/storage/sqlite/sqlite-wrong-codes.ts';
import { firstBroken } from '../../src/audit/audit.ts';
import { systemClock } from '../../src/core/clock.ts';
import { MAIN } from '../support/built-relay.ts';
import { ALICE, BOB } from '../support/people.ts';
import { startProcess } from '../support/process.ts';
import { formOf, signedRequest } from '../support/signed-form.ts';

const folder = mkdtempSync(join(tmpdir(), 'unlock-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const env = { DATABASE_URL: 'sqlite:./relay.db' };

const room = (name: string): string => {
  mkdirSync(join(folder, name));
  return join(folder, name);
};

const unlock = (cwd: string, ...words: readonly string[]): Promise<readonly [number, string]> =>
  new Promise((done) => {
    const child = execFile(
      process.execPath,
      [MAIN, 'unlock', ...words],
      { cwd, env },
      (_, stdout, stderr) => done([child.exitCode ?? -1, stdout + stderr]),
    );
  });

async function look<T>(cwd: string, at: (database: Database) => Promise<T> | T): Promise<T> {
  using database = openDatabase(`sqlite:${join(cwd, 'relay.db')}`);
  return await at(database);
}

const lock = async (database: Database): Promise<void> => {
  const codes = createSqliteWrongCodes(database, createElapsed(systemClock));
  for (const person of [ALICE, BOB]) {
    for (let time = 0; time < 5; time += 1) await codes.countWrong(person);
  }
};

const newestText = ({ sql }: Database): string =>
  String(sql.prepare('SELECT body FROM outbox ORDER BY id DESC').get()?.['body']);

const lockedIn = (cwd: string) =>
  look(cwd, async (database) => {
    const codes = createSqliteWrongCodes(database, createElapsed(systemClock));
    const locks = await Promise.all([ALICE, BOB].map((person) => codes.findLock(person)));
    return [ALICE, BOB].filter((_, index) => locks[index]);
  });

test('one person may act again, then everybody, and each is on record', async () => {
  const cwd = room('all');
  await look(cwd, lock);
  expect(await unlock(cwd, '+1 555', '010-0002')).toEqual([0, `Unlocked: ${BOB}.\n`]);
  expect(await lockedIn(cwd)).toEqual([ALICE]);
  expect(await unlock(cwd, BOB)).toEqual([0, `${BOB} was not locked.\n`]);
  expect(await unlock(cwd)).toEqual([0, `Unlocked: ${ALICE}.\n`]);
  expect(await unlock(cwd)).toEqual([0, 'No one was locked.\n']);
  const lines = await look(cwd, (database) => Array.fromAsync(createAuditStore(database).all()));
  const line = { face: 'console', action: 'unlock', event: 'unlocked' };
  expect(lines).toMatchObject([
    { ...line, who: BOB },
    { ...line, who: ALICE },
  ]);
  expect(await firstBroken(lines)).toBeUndefined();
});

test('while a relay is at work: the next question gets its code', { timeout: 60_000 }, async () => {
  const cwd = room('running');
  const relay = await startProcess({
    cwd,
    env: { ...env, LOG_LEVEL: 'silent', REPLY_SECONDS: '13' }, // a busy machine answers late
  });
  const says = async (body: string): Promise<string> => {
    const { headers, payload } = signedRequest(formOf(ALICE, body));
    const answer = await fetch(`${relay.address}/sms`, { method: 'POST', headers, body: payload });
    return answer.text();
  };
  /** In the response, or as a text of its own where one is ahead of it. */
  const reads = async (body: string): Promise<string> => {
    const answer = await says(body);
    return answer.includes('<Message>') ? answer : look(cwd, newestText);
  };
  try {
    expect(await says('reboot plex')).toMatch(/OK \d{6}/);
    const replies = [];
    for (let time = 0; time < 5; time += 1) replies.push(await says('OK 111111'));
    expect(replies[3]).toContain('1 more try.');
    expect(await reads('reboot plex')).toMatch(/codes: actions are locked until/);
    expect(await reads('2')).toContain('Proxmox');
    expect(await unlock(cwd)).toEqual([0, `Unlocked: ${ALICE}.\n`]);
    expect(await reads('reboot plex')).toMatch(/OK \d{6}/);
  } finally {
    relay.child.kill('SIGKILL');
    await relay.exited;
  }
});

test('what cannot be unlocked is said in one line', async () => {
  const cwd = room('nothing');
  expect(await unlock(cwd)).toEqual([1, 'Nothing unlocked: there is no database at ./relay.db.\n']);
  expect(await unlock(cwd, '5550100001')).toEqual([
    64,
    'sms-relay unlock takes one name or number, or none to unlock everyone: "5550100001" is not an international number like +15551234567\n',
  ]);
  await look(cwd, ({ sql }) => sql.exec(`PRAGMA user_version = ${FORMAT - 1}`));
  const [code, words] = await unlock(cwd);
  expect([code, words]).toEqual([1, expect.stringContaining('written by an older sms-relay')]);
});
