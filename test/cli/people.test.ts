import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createAuditStore } from '../../src/adapters/storage/sqlite/audit-store.ts';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { MAIN } from '../support/built-relay.ts';
import { ALICE, BOB } from '../support/people.ts';

const folder = mkdtempSync(join(tmpdir(), 'people-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const env = {
  PATH: '',
  DEMO: '1',
  DATABASE_URL: 'sqlite:./relay.db',
  ALLOWED_PHONE_NUMBER: `${ALICE},${BOB}:viewer`,
};

function room(name: string): string {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  openDatabase(`sqlite:${join(cwd, 'relay.db')}`)[Symbol.dispose]();
  return cwd;
}

const people = (cwd: string, ...words: readonly string[]): Promise<readonly [number, string]> =>
  new Promise((done) => {
    const child = execFile(
      process.execPath,
      [MAIN, 'people', ...words],
      { cwd, env },
      (_, stdout, stderr) => done([child.exitCode ?? -1, stdout + stderr]),
    );
  });

test('somebody is locked out and let in again, and both are on record', async () => {
  const cwd = room('off-and-on');
  expect(await people(cwd)).toEqual([
    0,
    `${ALICE}  operator  ${ALICE}\n${BOB}  viewer    ${BOB}\n`,
  ]);
  expect(await people(cwd, 'off', BOB)).toEqual([
    0,
    `${BOB} is locked out: no answers and no texts.\n`,
  ]);
  expect(await people(cwd, 'off', '+1 555', '010-0002')).toEqual([
    0,
    `${BOB} was locked out already.\n`,
  ]);
  expect((await people(cwd))[1]).toMatch(/\+15550100002 {2}locked out since 20/);
  expect(await people(cwd, 'on', BOB)).toEqual([0, `${BOB} may text again.\n`]);
  using database = openDatabase(`sqlite:${join(cwd, 'relay.db')}`);
  const lines = await createAuditStore(database).last(5);
  expect(lines.map(({ face, action, words }) => [face, action, words])).toEqual([
    ['console', 'people_on', '...02 let in again at the console'],
    ['console', 'people_off', '...02 locked out at the console'],
  ]);
});

test('what makes no sense changes nothing, and is said in one line', async () => {
  const cwd = room('nonsense');
  expect(await people(cwd, 'of', BOB)).toEqual([
    64,
    'sms-relay people takes off or on, and a name\n',
  ]);
  const who = `sms-relay people off needs the name or number of one of: ${ALICE}, ${BOB}\n`;
  expect(await people(cwd, 'off')).toEqual([64, who]);
  expect(await people(cwd, 'off', 'carol')).toEqual([64, who]);
  rmSync(join(cwd, 'relay.db'));
  expect(await people(cwd, 'off', BOB)).toEqual([
    1,
    'Nothing changed: there is no database at ./relay.db.\n',
  ]);
});
