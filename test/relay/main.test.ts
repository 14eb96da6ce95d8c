import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { RELAY_NUMBER } from '../support/account.ts';
import { MAIN } from '../support/built-relay.ts';
import { isAlive } from '../support/is-alive.ts';
import { ALICE } from '../support/phone-number.ts';
import { startProcess } from '../support/process.ts';
import { formOf, signedRequest } from '../support/signed-form.ts';
import { receiveAndAnswer, receivedText, storesOf } from '../support/stores.ts';
import { test } from '../support/table-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'main-'));
afterAll(() => rmSync(folder, { recursive: true }));

const start = () => startProcess({ cwd: folder, env: { DATABASE_URL: 'sqlite:./data/relay.db' } });

const post = async (address: string, form: Record<string, string>): Promise<string> => {
  const { headers, payload } = signedRequest(form);
  const send = () => fetch(`${address}/sms`, { method: 'POST', headers, body: payload });
  const response = await send().catch(send); // over a line that died with an earlier process
  return response.text();
};

test('a configuration that cannot work stops the start, with every problem and exit code 78', () => {
  const { status, stderr } = spawnSync(process.execPath, [MAIN], {
    cwd: folder,
    env: { PORT: 'abc' },
    encoding: 'utf8',
  });
  expect(status).toBe(78);
  expect(stderr).toBe(`sms-relay cannot start:
  - PORT: must be a number
  - PUBLIC_URL is required
  - TWILIO_ACCOUNT_SID is required
  - TWILIO_AUTH_TOKEN is required
  - TWILIO_PHONE_NUMBER is required
  - ALLOWED_PHONE_NUMBER is required
`);
});

const room = (name: string): string => {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  return cwd;
};

test.for([['serve'], ['doctor'], ['backup', 'x.db'], ['audit']])(
  'a folder where .env should be is named by %j, with exit code 78',
  (words) => {
    const cwd = room(`folder-${words[0]}`);
    mkdirSync(join(cwd, '.env'));
    const ran = spawnSync(process.execPath, [MAIN, ...words], { cwd, env: {}, encoding: 'utf8' });
    expect(ran.stderr).toBe(
      'sms-relay: .env is a folder, not a file: docker creates one when the file to mount is missing\n',
    );
    expect(ran.status).toBe(78);
  },
);

test('.env is read from its first name on, and what the environment says stays', () => {
  const cwd = room('marked');
  writeFileSync(
    join(cwd, '.env'),
    '\uFEFFREPLY_SECONDS=20 # too long\nANSWERS_PER_DAY=abc\nTEXTS_PER_HOUR="none"\n',
  );
  const env = { TEXTS_PER_HOUR: '5', DEMO: '1' };
  const { status, stderr } = spawnSync(process.execPath, [MAIN], { cwd, env, encoding: 'utf8' });
  expect(stderr).toBe(`sms-relay cannot start:
  - REPLY_SECONDS: must be at most 13: Twilio waits for 15
  - ANSWERS_PER_DAY: must be a number
`);
  expect(status).toBe(78);
});

test('an address that is taken is named, and stops the start', async () => {
  const first = await start();
  const { status, stderr } = spawnSync(process.execPath, [MAIN], {
    cwd: folder,
    env: { DEMO: '1', PORT: new URL(first.address).port },
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^sms-relay cannot listen on 127\.0\.0\.1:\d+: .*EADDRINUSE/);
  first.child.kill('SIGTERM');
  expect(await first.exited).toEqual([0, null]);
});

test('a text answered before kill -9 has the identical answer after the restart', async () => {
  const form = formOf(ALICE, '2');
  const before = await start();
  const answer = await post(before.address, form);
  expect(answer).toContain('DEMO Proxmox OK');
  await post(before.address, formOf(ALICE, '?')); // by now it is written down that the answer was taken
  before.child.kill('SIGKILL');
  await before.exited;

  const after = await start();
  expect(await post(after.address, form)).toBe(answer);
  expect(await post(after.address, formOf(ALICE, 'b'))).toMatch(/DEMO .*PVE/);
  after.child.kill('SIGTERM');
  expect(await after.exited).toEqual([0, null]);
});

test('a demo tells what an earlier process could not, as soon as its own carrier listens', async () => {
  mkdirSync(join(folder, 'left'));
  {
    using database = openDatabase(`sqlite:${join(folder, 'left/relay.db')}`);
    const { inbox } = storesOf(database);
    const text = receivedText({
      sid: 'SM-left',
      to: RELAY_NUMBER,
      body: '2',
      at: Date.now() - 1000,
    });
    await receiveAndAnswer(inbox, text, { text: 'What was left to say.' });
  }
  const env = { DATABASE_URL: 'sqlite:./left/relay.db' };
  const { child, exited, address } = await startProcess({ cwd: folder, env });
  const screen = async () => (await fetch(`${address}/phone/state`)).text();
  const over = Date.now() + 20_000;
  while (!(await screen()).includes('What was left to say.') && Date.now() < over) await sleep(50);
  expect(await screen()).toContain('What was left to say.');
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

/** Its own, and that of its helper, if it has one. */
const Pids = z.array(z.number().nullable()).transform((all) => all.filter((pid) => pid !== null));

const PROGRAM = join(import.meta.dirname, '../adapters/backends/mcp/client/stdio-server.mjs');

test.for([
  ['is stopped', false, [[0, null]]],
  // The last of the signals may come when nothing is left to do.
  [
    'is stopped again and again, and has no time left',
    true,
    [
      [1, null],
      [null, 'SIGTERM'],
    ],
  ],
] as const)(
  'programs that stay whatever they are asked go with a relay that %s',
  async ([, isImpatient, ends]) => {
    const cwd = room(`programs-${isImpatient}`);
    const pidFile = join(cwd, 'pids');
    const program = (MOOD: string) => ({
      command: process.execPath,
      args: [PROGRAM],
      env: { MOOD, PID_FILE: `${pidFile}-${MOOD}` },
    });
    const moods = ['stays', 'has a helper that stays'] as const;
    const mcpServers = { proxmox: program(moods[0]), unifi: program(moods[1]) };
    writeFileSync(join(cwd, 'mcp.json'), JSON.stringify({ mcpServers }));
    const { child, exited } = await startProcess({ cwd, env: { MCP_CONFIG: './mcp.json' } });
    const files = moods.map((mood) => `${pidFile}-${mood}`);
    await expect
      .poll(() => files.every((file) => existsSync(file)), { timeout: 20_000 })
      .toBe(true);
    const pids = files.flatMap((file) => Pids.parse(JSON.parse(readFileSync(file, 'utf8'))));
    expect(pids.filter(isAlive)).toHaveLength(3);
    const stop = () => void child.kill('SIGTERM');
    stop();
    const again = setInterval(stop, isImpatient ? 50 : 60_000);
    expect(ends).toContainEqual(await exited);
    clearInterval(again);
    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
  },
);
