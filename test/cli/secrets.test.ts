import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { createAuditStore } from '../../src/adapters/storage/sqlite/audit-store.ts';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { FORMAT } from '../../src/adapters/storage/sqlite/migrations.ts';
import { createSecretStore } from '../../src/adapters/storage/sqlite/secret-store.ts';
import { firstBroken } from '../../src/audit/audit.ts';
import { openSecret } from '../../src/secrets/seal.ts';
import { keyOf, keyText } from '../secrets/secret-keys.ts';
import { AUTH_TOKEN } from '../support/account.ts';
import { MAIN } from '../support/built-relay.ts';
import { ALICE } from '../support/phone-number.ts';
import { startProcess } from '../support/process.ts';
import { formOf, signedRequest } from '../support/signed-form.ts';
import { isTmuxMissing, openTmux } from '../support/tmux.ts';

const folder = mkdtempSync(join(tmpdir(), 'secrets-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [RELAY_SECRET_KEY, OTHER_KEY] = [keyText(), keyText()];
const [key, other] = [keyOf(RELAY_SECRET_KEY), keyOf(OTHER_KEY)];
const DATABASE_URL = 'sqlite:./relay.db';

function room(name: string): string {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  return cwd;
}

interface Run {
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
}

/** Runs a command; resolves to its exit code and what it prints. */
async function run(cwd: string, words: readonly string[], { env = {}, input = '' }: Run = {}) {
  const child = spawn(process.execPath, [MAIN, ...words], {
    cwd,
    env: { PATH: '', DATABASE_URL, RELAY_SECRET_KEY, ...env },
  });
  child.stdin.on('error', () => undefined).end(input); // it may have ended before it read
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  }
  await once(child, 'close');
  return [child.exitCode, output.join('')] as const;
}

const secrets = (cwd: string, words: string, more: Run = {}) =>
  run(cwd, ['secrets', ...words.split(' ').filter(Boolean)], more);

const add = (cwd: string, words: string, input: string, env = {}) =>
  secrets(cwd, `add ${words}`, { input, env });

async function valueIn(cwd: string, name: string, keys = [key]): Promise<string | undefined> {
  using database = openDatabase(`sqlite:${join(cwd, 'relay.db')}`);
  const secret = await createSecretStore(database).get(name);
  const value = secret && openSecret(secret, keys);
  return value?.ok ? value.value.reveal() : undefined;
}

const recordIn = async (cwd: string) => {
  using database = openDatabase(`sqlite:${join(cwd, 'relay.db')}`);
  const audit = createAuditStore(database);
  expect(await firstBroken(audit.all())).toBeUndefined();
  return (await audit.last(50)).toReversed();
};

function change(cwd: string, statements: string): void {
  using database = new DatabaseSync(join(cwd, 'relay.db'));
  database.exec(statements);
}

const everythingIn = (cwd: string): string =>
  readdirSync(cwd)
    .map((name) => readFileSync(join(cwd, name), 'latin1'))
    .join('\n');

test('a secret is added, listed, replaced and removed, on record, and its value is shown nowhere', async () => {
  const cwd = room('life');
  const output = [
    await add(cwd, 'unifi --host 192.168.1.1', 'hunter2-first\n'),
    await add(cwd, 'pve', 'hunter2-second'),
    await add(cwd, 'unifi', 'hunter2-third\n\n'),
    await secrets(cwd, 'list'),
    await secrets(cwd, 'remove pve'),
    await secrets(cwd, 'remove pve'),
    await secrets(cwd, ''),
  ];
  expect(output).toEqual([
    [
      0,
      'unifi is stored, for 192.168.1.1:443 alone. Where a token is set, write secret:unifi; a running relay reads it at its next start.\n',
    ],
    [
      0,
      'pve is stored. Where a token is set, write secret:pve; a running relay reads it at its next start.\n',
    ],
    [0, expect.stringMatching(/^unifi is stored anew, for 192\.168\.1\.1:443 alone\./)],
    [
      0,
      expect.stringMatching(
        new RegExp(
          `^pve {4}any host {7} {2}key ${key.id} {2}\\d+s\\nunifi {2}192\\.168\\.1\\.1:443 {2}key ${key.id} {2}\\d+s\\n$`,
        ),
      ),
    ],
    [0, 'pve is removed.\n'],
    [1, 'There is no secret pve.\n'],
    [0, expect.stringMatching(/^unifi /)],
  ]);
  expect(await valueIn(cwd, 'unifi')).toBe('hunter2-third\n');
  const lines = await recordIn(cwd);
  expect(lines.map(({ action, words }) => [action, words])).toEqual([
    ['secret_add', 'secret unifi added at the console, for 192.168.1.1:443'],
    ['secret_add', 'secret pve added at the console'],
    ['secret_add', 'secret unifi replaced at the console, for 192.168.1.1:443'],
    ['secret_remove', 'secret pve removed at the console'],
  ]);
  expect(JSON.stringify([output, lines]) + everythingIn(cwd)).not.toContain('hunter2');
});

test('an SSH key fits', async () => {
  const cwd = room('ssh');
  const value = `-----BEGIN OPENSSH PRIVATE KEY-----\n${'x'.repeat(65_000)}\n-----END-----`;
  expect((await add(cwd, 'ssh', `${value}\n`))[0]).toBe(0);
  expect(await valueIn(cwd, 'ssh')).toBe(value);
});

describe('nothing is stored', () => {
  const cwd = room('refused');
  const HOW =
    'set RELAY_SECRET_KEY to what this prints, and keep a copy elsewhere: openssl rand -base64 32';
  const USAGE = 'sms-relay secrets takes add NAME [--host HOST], list, remove NAME or rotate\n';
  test.for([
    [
      'without a key',
      'add a',
      'hunter2',
      { RELAY_SECRET_KEY: '' },
      78,
      `sms-relay: no secret can be stored without a key: ${HOW}\n`,
    ],
    [
      'with a wrong one',
      'add a',
      'hunter2',
      { RELAY_SECRET_KEY: 'hunter2' },
      78,
      'sms-relay: RELAY_SECRET_KEY: must be 32 bytes in base64 or hex; make one with: openssl rand -base64 32\n',
    ],
    [
      'of an empty value',
      'add a',
      '\n',
      {},
      64,
      'sms-relay secrets add: the value of a is empty\n',
    ],
    [
      'of a large value',
      'add a',
      'hunter2'.repeat(99_999),
      {},
      64,
      'sms-relay secrets add: the value of a is larger than 64 KB\n',
    ],
    ['under no name', 'add', 'hunter2', {}, 64, USAGE],
    [
      'under what is no name',
      'add Hunter2',
      'x',
      {},
      64,
      expect.stringMatching(/^sms-relay secrets: a name has up to 63/),
    ],
    [
      'of a value among the words',
      'add a hunter2',
      '',
      {},
      64,
      'sms-relay secrets takes one name, and no value, which others could read there: pipe it\n',
    ],
    [
      'for what is no host',
      'add a --host hunter2/x',
      'x',
      {},
      64,
      'sms-relay secrets: --host must be a host like 192.168.1.11:8006\n',
    ],
    ['for an unknown option', 'add a --value=hunter2', 'x', {}, 64, USAGE],
    ['by an unknown word', 'show a', '', {}, 64, USAGE],
    ['by a word of the language', 'constructor', '', {}, 64, USAGE],
    [
      'in memory',
      'add a',
      'hunter2',
      { DATABASE_URL: 'memory:' },
      64,
      'sms-relay keeps nothing in a file: DATABASE_URL is memory:\n',
    ],
  ] as const)('%s', async ([, words, input, env, code, text]) => {
    expect(await secrets(cwd, words, { input, env })).toEqual([code, text]);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

test('a key is rotated in three steps, and each says what comes next', async () => {
  const cwd = room('rotate');
  await add(cwd, 'a', 'one');
  await add(cwd, 'b', 'two');
  expect(await add(cwd, 'c', 'three', { RELAY_SECRET_KEY: OTHER_KEY })).toEqual([
    1,
    `Nothing stored: 2 stored secrets are sealed under key ${key.id}, and set is key ${other.id}.\n`,
  ]);
  expect(await secrets(cwd, 'rotate', { env: { RELAY_SECRET_KEY: OTHER_KEY } })).toEqual([
    1,
    `Nothing sealed anew: 2 stored secrets are sealed under key ${key.id}, and set is key ${other.id}.\n`,
  ]);
  const both = { RELAY_SECRET_KEY: `${OTHER_KEY},${RELAY_SECRET_KEY}` };
  await add(cwd, 'c', 'three', both);
  expect((await secrets(cwd, 'list', { env: { RELAY_SECRET_KEY: OTHER_KEY } }))[1]).toMatch(
    new RegExp(`^a .*key ${key.id} \\(not set\\).*\\nb .*\\nc .*key ${other.id} `),
  );
  expect(await secrets(cwd, 'rotate', { env: both })).toEqual([
    0,
    `3 secrets sealed anew under key ${other.id}.\nKey ${key.id} seals nothing here any more: remove it from RELAY_SECRET_KEY. Backups from before need it.\n`,
  ]);
  const values = await Promise.all(['a', 'b', 'c'].map((name) => valueIn(cwd, name, [other])));
  expect(values).toEqual(['one', 'two', 'three']);
});

test('a relay is given what is stored while it runs, at its next start, and says what it lacks', async () => {
  const cwd = room('relay');
  const env = { DATABASE_URL, RELAY_SECRET_KEY, TWILIO_AUTH_TOKEN: 'secret:twilio' };
  const DEMO = { DEMO: '1', PORT: '0' };
  expect(await run(cwd, [], { env: { ...env, ...DEMO } })).toEqual([
    78,
    'sms-relay cannot start:\n  - TWILIO_AUTH_TOKEN: secret:twilio is not stored yet: sms-relay secrets add twilio\n',
  ]);
  const first = await startProcess({ cwd, env: { DATABASE_URL } });
  const { headers, payload } = signedRequest(formOf(ALICE, '2'));
  const text = async (address: string) =>
    (await fetch(`${address}/sms`, { method: 'POST', headers, body: payload })).text();
  const [answer, [code]] = await Promise.all([
    text(first.address),
    add(cwd, 'twilio', `${AUTH_TOKEN}\n`),
  ]);
  expect(answer).toContain('DEMO Proxmox');
  expect(code).toBe(0);
  first.child.kill('SIGTERM');
  await first.exited;

  const second = await startProcess({ cwd, env });
  expect(await text(second.address)).toBe(answer); // signed with the stored token
  second.child.kill('SIGTERM');
  await second.exited;

  expect(
    await run(cwd, [], { env: { ...DEMO, DATABASE_URL, RELAY_SECRET_KEY: OTHER_KEY } }),
  ).toEqual([
    78,
    `sms-relay cannot start:\n  - RELAY_SECRET_KEY: 1 stored secret is sealed under key ${key.id}, and set is key ${other.id}: set that key, or both with a comma between\n`,
  ]);
  expect(await run(cwd, ['people'], { env: { ...DEMO, ...env } })).toMatchObject([
    0,
    expect.any(String),
  ]);
});

test('a file of an older release is brought up to date, unless a relay uses it', async () => {
  const cwd = room('older');
  openDatabase(`sqlite:${join(cwd, 'relay.db')}`)[Symbol.dispose]();
  change(
    cwd,
    `DROP TABLE text_month; DROP TABLE receipt; ALTER TABLE outbox DROP COLUMN importance;
     ALTER TABLE handover DROP COLUMN month; ALTER TABLE handover DROP COLUMN micros;
     ALTER TABLE handover DROP COLUMN is_billed;
     PRAGMA user_version = ${FORMAT - 1}`,
  );
  {
    using busy = new DatabaseSync(join(cwd, 'relay.db'));
    busy.exec('PRAGMA journal_mode = WAL; SELECT count(*) FROM inbox');
    expect(await add(cwd, 'a', 'one')).toEqual([
      1,
      expect.stringMatching(/^Nothing stored: .*written by an older sms-relay/),
    ]);
  }
  expect(await secrets(cwd, 'list')).toEqual([0, 'There are no secrets.\n']);
  expect((await add(cwd, 'a', 'one'))[0]).toBe(0);
  expect(readdirSync(cwd).toSorted()).toEqual(['relay.db', `relay.db.format-${FORMAT - 1}`]);
  expect(await valueIn(cwd, 'a')).toBe('one');
});

test('a backup says what its secrets need, and is restored only with their key, or without them', async () => {
  const cwd = room('backup');
  await add(cwd, 'a', 'one');
  await add(cwd, 'b', 'two');
  const holds = 'holds 0 texts, 0 still to send, and 2 lines of record, none changed';
  expect(await run(cwd, ['backup', 'x.db'])).toEqual([
    0,
    `x.db ${holds}.\nIts 2 secrets are useless without key ${key.id}, which is not in the file: keep RELAY_SECRET_KEY elsewhere, to open them.\n`,
  ]);
  const restore = (RELAY_SECRET_KEY: string, ...words: readonly string[]) =>
    run(cwd, ['restore', 'x.db', ...words], { env: { RELAY_SECRET_KEY } });
  const ways = 'set RELAY_SECRET_KEY to that key, or if it is lost add --without-secrets';
  const sealed = `2 stored secrets are sealed under key ${key.id}`;
  const before = readdirSync(cwd);
  expect(await restore(OTHER_KEY)).toEqual([
    1,
    `Nothing restored: ${sealed}, and set is key ${other.id}: ${ways}.\n`,
  ]);
  expect(await restore('')).toEqual([
    1,
    `Nothing restored: ${sealed}, and no key is set: ${ways}.\n`,
  ]);
  expect(readdirSync(cwd)).toEqual(before);
  expect(await restore(`${OTHER_KEY},${RELAY_SECRET_KEY}`)).toEqual([
    0,
    expect.stringMatching(/^\.\/relay\.db holds 0 texts/),
  ]);
  expect(await valueIn(cwd, 'b')).toBe('two');
  expect(await restore('', '--without-secrets')).toEqual([
    0,
    expect.stringMatching(/^\.\/relay\.db holds 0 texts/),
  ]);
  expect(await secrets(cwd, 'list')).toEqual([0, 'There are no secrets.\n']);
  expect((await recordIn(cwd)).map(({ action }) => action)).toEqual(['secret_add', 'secret_add']);
  expect(await restore('', 'y.db')).toEqual([
    64,
    'sms-relay restore takes one backup, and --without-secrets\n',
  ]);
});

if (isTmuxMissing) process.stderr.write('no secret is typed at a terminal here: tmux is missing\n');

describe.skipIf(isTmuxMissing)('at a terminal', () => {
  const command = [process.execPath, MAIN, 'secrets', 'add', 'unifi'];
  const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL, RELAY_SECRET_KEY };
  const QUESTION = 'Value of unifi (type or paste, it is not shown): ';

  test('a value is typed without an echo', async () => {
    const cwd = room('typed');
    using terminal = openTmux({ cwd, env, command });
    await terminal.types(QUESTION, 'hunter2-typed');
    await terminal.sees('unifi is stored.');
    expect(await terminal.ends()).toBe('0, icanon echo');
    expect(terminal.seen()).not.toContain('hunter2');
    expect(await valueIn(cwd, 'unifi')).toBe('hunter2-typed');
  });

  test('a value of several lines is not typed: a part of it could be taken for the whole', async () => {
    const cwd = room('pasted');
    using terminal = openTmux({ cwd, env, command });
    await terminal.pastes(QUESTION, 'one hunter2\ntwo hunter2\n');
    await terminal.sees('is too long to type: sms-relay secrets add unifi < FILE');
    expect(await terminal.ends()).toBe('64, icanon echo');
    expect(readdirSync(cwd).filter((name) => name.startsWith('relay'))).toEqual([]);
  });

  test('Ctrl-C changes nothing, and leaves the terminal as it was', async () => {
    const cwd = room('left');
    using terminal = openTmux({ cwd, env, command });
    await terminal.presses(QUESTION, 'C-c');
    await terminal.sees('Cancelled. Nothing was changed.');
    expect(await terminal.ends()).toBe('1, icanon echo');
    expect(readdirSync(cwd).filter((name) => name.startsWith('relay'))).toEqual([]);
  });
});
