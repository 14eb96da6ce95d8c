import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import { z } from 'zod';
import { doctor } from '../../src/cli/doctor.ts';
import { type CheckResult, fail, pass, warn } from '../../src/doctor/check-result.ts';
import { MAIN } from '../support/built-relay.ts';
import { type DoctorFixture, startDoctorFixture } from '../support/doctor-fixture.ts';
import { freePort } from '../support/free-port.ts';
import { containing, having } from '../support/matching.ts';
import { startProcess } from '../support/process.ts';
import { test } from '../support/table-test.ts';

const FOUND: readonly CheckResult[] = [
  pass('Clock', "agrees with Twilio's"),
  fail('Webhook', 'the number sends texts to https://old.example/sms', 'Run npm run setup.'),
  warn('Time zone', 'it is now 14:02 (UTC)', 'Set TZ to a name like Europe/Berlin.'),
];

async function ask(
  words: readonly string[],
  { findings = FOUND, isConfigured = true, width = 60 } = {},
) {
  let shown = '';
  const code = await doctor(words, {
    runDoctor: async (manner) => ({
      findings: manner === 'send' ? [...findings, pass('Text', 'delivered')] : findings,
      isConfigured,
    }),
    terminal: { width, hasColour: false },
    print: (text) => {
      shown += text;
    },
    showProgress: () => {},
  });
  return { code, shown };
}

test('the report is one block for each finding, worst first, with the next step below', async () => {
  expect(await ask([])).toEqual({
    code: 1,
    shown: `wrong  Webhook    the number sends texts to
                  https://old.example/sms
                  -> Run npm run setup.
note   Time zone  it is now 14:02 (UTC)
                  -> Set TZ to a name like Europe/Berlin.
ok     Clock      agrees with Twilio's

1 wrong, 1 to note, 1 ok.
`,
  });
});

test('words from outside cannot break the page or move the cursor', async () => {
  const findings = [fail('K8s', 'an error: \u001b[2J\u001b]0;title\u0007line\nof\ttwo', 'Look.')];
  expect((await ask([], { findings })).shown).toContain('an error: line of two\n');
});

test('a word that is longer than the page is left whole, to be copied', async () => {
  const pin = `PROXMOX_FINGERPRINT=${'AB:'.repeat(31)}AB`;
  const { shown } = await ask([], { findings: [fail('Proxmox', 'x', `Pin it: ${pin}.`)] });
  expect(shown).toContain(`${pin}.\n`);
});

test('a machine gets four names, always the same', async () => {
  const { shown, code } = await ask(['--json']);
  expect(JSON.parse(shown)).toEqual({
    findings: [
      { ...FOUND[1] },
      { ...FOUND[2] },
      { subject: 'Clock', state: 'ok', says: "agrees with Twilio's", next: null },
    ],
  });
  expect(code).toBe(1);
});

test('the exit code tells whether something is wrong, or the configuration is', async () => {
  expect((await ask([], { findings: [pass('Clock', 'is right')] })).code).toBe(0);
  expect((await ask([], { isConfigured: false })).code).toBe(78);
  expect(await ask(['--fix'])).toEqual({
    code: 64,
    shown: 'The doctor accepts --json and --send, not --fix.\n',
  });
  expect((await ask(['--send'])).shown).toContain('Text       delivered');
});

const folder = mkdtempSync(join(tmpdir(), 'doctor-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const Report = z.object({
  findings: z.array(
    z.strictObject({
      subject: z.string(),
      state: z.enum(['wrong', 'note', 'ok']),
      says: z.string(),
      next: z.string().nullable(),
    }),
  ),
});

function run(env: NodeJS.ProcessEnv) {
  const words = [MAIN, 'doctor', '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    ...{ cwd: folder, env, encoding: 'utf8' },
  });
  return { status, stderr, findings: Report.parse(JSON.parse(stdout)).findings };
}

test('out of the box the demo is examined, with no account', async () => {
  const { status, stderr, findings } = run({
    DEMO: '1',
    PORT: String(await freePort()),
    TZ: 'UTC',
  });
  expect(stderr).toBe('');
  expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(findings.map(({ says }) => says)).toContain('does not run: make dev starts it');
  expect(status).toBe(0);
});

test('a demo that runs is found', async () => {
  const { child, exited, address } = await startProcess({ cwd: folder, env: {} });
  const { findings } = run({ DEMO: '1', PORT: new URL(address).port, TZ: 'UTC' });
  expect(findings.find(({ subject }) => subject === 'Relay')).toMatchObject({
    ...{ state: 'ok', says: `runs, with its phones at ${address}/phone` },
  });
  child.kill('SIGTERM');
  await exited;
});

test('a time zone that is set to nothing is none, for the relay as for its doctor', async () => {
  const { status, findings } = run({ DEMO: '1', PORT: String(await freePort()), TZ: '' });
  expect(status).toBe(0);
  expect(findings[0]).toMatchObject({ subject: 'Time zone', state: 'note' });
});

test('a configuration that cannot be read is told line by line, and the rest is examined all the same', async () => {
  const { status, findings } = run({
    ...{
      TZ: 'Mars/Olympus',
      PROXMOX_URL: 'https://127.0.0.1:65534',
      PORT: String(await freePort()),
    },
    ...{ TWILIO_API_URL: 'http://127.0.0.1:65534', UNIFI_MCP_URL: 'http://127.0.0.1:65534' },
  });
  expect(status).toBe(78);
  const told = findings.filter(({ subject }) => subject === 'Configuration');
  expect(told.map(({ says }) => says)).toEqual([
    'PUBLIC_URL is required',
    'TWILIO_ACCOUNT_SID is required',
    'TWILIO_AUTH_TOKEN is required',
    'TWILIO_PHONE_NUMBER is required',
    'ALLOWED_PHONE_NUMBER is required',
    'TZ: is not a time zone like Europe/Berlin',
    'PROXMOX_TOKEN is required with PROXMOX_URL',
  ]);
  expect(told.every(({ next }) => next !== null)).toBe(true);
  expect(findings).toContainEqual(
    having({
      subject: 'Network',
      state: 'wrong',
      says: containing('listens'),
    }),
  );
});

const hasTmux = spawnSync('tmux', ['-V']).status === 0;

// A pipeline without it would look green without having looked.
const isMissing = !hasTmux && process.env['CI'] === undefined;

describe.skipIf(isMissing)('in a terminal, in tmux (skipped where there is none)', () => {
  let house: DoctorFixture;
  let home: string;
  const tmux = (...words: readonly string[]) =>
    execFileSync('tmux', ['-S', join(home, 'tmux'), '-f', '/dev/null', ...words], {
      encoding: 'utf8',
    });
  beforeAll(async () => {
    house = await startDoctorFixture();
  });
  beforeEach(() => {
    home = mkdtempSync(join(folder, 'home-')); // a server that is just ending would take nobody in
  });
  afterEach(() => tmux('kill-server'));
  afterAll(() => house[Symbol.asyncDispose]());

  /** Type the command as a person would, and look at the screen when it is done. */
  async function type(columns: number, env: Readonly<Record<string, string>>): Promise<string> {
    const lines = Object.entries({ ...house.env, ...env }).map(([name, it]) => `${name}=${it}`);
    writeFileSync(join(home, '.env'), `${lines.join('\n')}\n`);
    const size = ['-x', String(columns), '-y', '60'];
    const shell = `env -i PATH="$PATH" TERM=screen-256color PS1='$ ' sh`;
    tmux('new-session', '-d', '-s', 'person', ...size, '-c', home, shell);
    tmux('send-keys', '-t', 'person', `'${process.execPath}' '${MAIN}' doctor; echo "[exit $?]"`);
    tmux('send-keys', '-t', 'person', 'Enter');
    const screen = () => tmux('capture-pane', '-p', '-t', 'person');
    await expect.poll(screen, { timeout: 25_000 }).toMatch(/^\[exit \d+\]$/m);
    return screen();
  }

  const FAULTY = {
    PUBLIC_URL: 'http://127.0.0.1:65534',
    K8S_MCP_URL: 'http://127.0.0.1:65534',
    TZ: 'Europe/Berlin',
  };

  test.for([80, 120])(
    '%d columns are enough, and no line is broken by the terminal',
    async (columns) => {
      const screen = await type(columns, FAULTY);
      const report = screen.slice(screen.indexOf('\nwrong') + 1);
      expect(report).toMatch(
        /^wrong {2}Webhook {8}the number sends texts to https:\/\/relay\.example/,
      );
      expect(report).toMatch(/\n {22}-> Run npm run setup/);
      expect(report).toMatch(
        /\nwrong {2}K8s {12}http:\/\/127\.0\.0\.1:65534: nothing listens there\n/,
      );
      expect(report).toMatch(/\nok {5}Network {8}"Network OK\. /);
      expect(report).toMatch(/\n3 wrong, 1 to note, \d+ ok\.\n\[exit 1\]\n/);
      for (const line of report.split('\n'))
        expect(line).toMatch(/^(?:$|wrong|note|ok|\d| {22}|\[|\$)/);
    },
  );
});
