import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect } from 'vitest';
import { MAIN } from '../support/built-relay.ts';
import { ALICE } from '../support/phone-number.ts';
import { startProcess } from '../support/process.ts';
import { formOf, signedRequest } from '../support/signed-form.ts';
import { test } from '../support/table-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'backup-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const env = { DATABASE_URL: 'sqlite:./relay.db' };
const start = (cwd: string) => startProcess({ cwd, env });

interface Ended {
  readonly code: number;
  readonly said: string;
}

/** What a command says on both outputs, and how it ends. */
const run = (cwd: string, words: readonly string[], more = {}): Promise<Ended> =>
  new Promise((done) => {
    const child = execFile(
      process.execPath,
      [MAIN, ...words],
      { cwd, env: { ...env, ...more } },
      (_, stdout, stderr) => done({ code: child.exitCode ?? -1, said: stdout + stderr }),
    );
  });

const post = async (address: string, form: Record<string, string>): Promise<string> => {
  const { headers, payload } = signedRequest(form);
  return (await fetch(`${address}/sms`, { method: 'POST', headers, body: payload })).text();
};

const room = (name: string): string => {
  mkdirSync(join(folder, name));
  return join(folder, name);
};

test('a backup of a relay that is being texted brings it back elsewhere as it was', {
  timeout: 90_000,
}, async () => {
  const [home, away] = [room('home'), room('away')];
  const relay = await start(home);
  const form = formOf(ALICE, '2');
  const answer = await post(relay.address, form);
  expect(answer).toContain('DEMO Proxmox OK');

  const over = new AbortController();
  const load = (async () => {
    let texts = 0;
    for (; !over.signal.aborted; texts += 1) {
      expect(await post(relay.address, formOf(ALICE, '?'))).toContain('<Message>');
    }
    return texts;
  })();
  const results = [];
  for (const name of ['a.db', 'b.db', 'c.db']) results.push(await run(home, ['backup', name]));
  over.abort();
  expect(await load).toBeGreaterThan(10);
  for (const { code, said } of results) {
    expect(said).toMatch(
      /^[abc]\.db holds \d+ texts, 0 still to send, and 0 lines of record, none changed\.\n$/,
    );
    expect(code).toBe(0);
  }
  expect(await run(home, ['restore', 'a.db'])).toEqual({
    code: 1,
    said: 'Nothing restored: a relay is using ./relay.db: stop it first.\n',
  });
  relay.child.kill('SIGKILL');
  await relay.exited;

  const { said } = await run(away, ['restore', '../home/a.db']);
  expect(said).toMatch(/^\.\/relay\.db holds \d+ texts, .*now\.\n$/);
  const moved = await start(away);
  expect(await post(moved.address, form)).toBe(answer);
  moved.child.kill('SIGTERM');
  await moved.exited;
  expect((await run(away, ['audit'])).said).toBe('0 lines, none changed.\n');
});

test('what was there before a restore is kept beside it, and named', async () => {
  const home = room('twice');
  const relay = await start(home);
  await post(relay.address, formOf(ALICE, '2'));
  expect((await run(home, ['backup', 'a.db'])).code).toBe(0);
  await post(relay.address, formOf(ALICE, '?'));
  relay.child.kill('SIGKILL');
  await relay.exited;

  const { code, said } = await run(home, ['restore', 'a.db']);
  expect(code).toBe(0);
  const [, aside = ''] =
    /\nIts previous contents are in \.\/(relay\.db\.[\dTZ-]+)\.\n$/.exec(said) ?? [];
  expect(readdirSync(home).toSorted()).toEqual(['a.db', 'relay.db', aside]);
  using database = new DatabaseSync(join(home, aside));
  expect(database.prepare('SELECT count(*) AS n FROM inbox').get()).toEqual({ n: 2 });
});

test('an older version does not touch the database of a newer one, and says what to do', async () => {
  const home = room('newer');
  const before = await start(home);
  before.child.kill('SIGTERM');
  await before.exited;
  {
    using database = new DatabaseSync(join(home, 'relay.db'));
    database.exec('PRAGMA user_version = 999');
  }
  const { code, said } = await run(home, [], { DEMO: '1', PORT: '0' });
  expect(said).toMatch(
    /^sms-relay cannot start:\n {2}- DATABASE_URL: sqlite:\.\/relay\.db was written by a newer sms-relay \(format 999, this one reads \d+\): start that version, or restore a backup from before it\n$/,
  );
  expect(code).toBe(78);
});

test.for([
  [['backup'], {}, 'sms-relay backup needs the name of a file\n'],
  [['restore'], {}, 'sms-relay restore needs the name of a backup\n'],
  [
    ['backup', 'x.db'],
    { DATABASE_URL: 'memory:' },
    'sms-relay keeps nothing in a file: DATABASE_URL is memory:\n',
  ],
] as const)('%j with %o cannot do anything', async ([words, more, said]) => {
  expect(await run(folder, words, more)).toEqual({ code: 64, said });
  expect(existsSync(join(folder, 'x.db'))).toBe(false);
});
