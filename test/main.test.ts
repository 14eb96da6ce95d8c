import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { AUTH_TOKEN, PUBLIC_URL } from './support/account.ts';
import { ALICE } from './support/phone-number.ts';
import { formOf, signedRequest } from './support/signed-form.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'main-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A relay in a process of its own, on a free port, with its inbox in a file. */
async function startProcess() {
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: {
      DEMO: '1',
      PORT: '0',
      PUBLIC_URL,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      ALLOWED_PHONE_NUMBER: ALICE,
      DATABASE_URL: 'sqlite:./data/relay.db',
    },
  });
  const exited = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    const address = /http:\/\/[^/\s]+/.exec(line)?.[0];
    if (address) return { child, exited, address };
  }
  throw new Error('the relay did not come up');
}

const post = async (address: string, form: Record<string, string>): Promise<string> => {
  const { headers, payload } = signedRequest(form);
  const response = await fetch(`${address}/sms`, { method: 'POST', headers, body: payload });
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

test('an address that is taken is named, and stops the start', async () => {
  const first = await startProcess();
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
  const before = await startProcess();
  const answer = await post(before.address, form);
  expect(answer).toContain('DEMO Proxmox OK');
  before.child.kill('SIGKILL');
  await before.exited;

  const after = await startProcess();
  expect(await post(after.address, form)).toBe(answer);
  expect(await post(after.address, formOf(ALICE, 'b'))).toContain('DEMO OK');
  after.child.kill('SIGTERM');
  expect(await after.exited).toEqual([0, null]);
});
