import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../../../src/config/config.ts';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from '../../support/account.ts';
import { MAIN } from '../../support/built-relay.ts';
import { type RunningCarrier, startCarrier } from '../../support/carrier.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { ALICE } from '../../support/phone-number.ts';
import { isTmuxMissing, openTmux } from '../../support/tmux.ts';

const NEW_URL = 'https://tunnel.example.net';
const SECRETS = {
  wrongToken: 'wrong-token-that-was-typed',
  pastedLines: 'first-line-pasted\nsecond-line-pasted',
  unifiKey: 'unifi-key-that-was-typed',
  claudeKey: 'sk-ant-that-was-pasted',
  totp: 'JBSWY3DPEHPK3PXPJBSWY3DP',
};
const EVERY_SECRET = new RegExp(
  [AUTH_TOKEN, ...Object.values(SECRETS)].join('|').replace('\n', '|'),
);

describe.skipIf(isTmuxMissing)('setup in a real terminal (skipped where there is no tmux)', () => {
  let carrier: RunningCarrier;
  let folder: string;
  beforeEach(async () => {
    carrier = await startCarrier({ clock: new FakeClock(), reach: (url) => url });
    folder = mkdtempSync(join(tmpdir(), 'setup-tmux-'));
    copyFileSync(join(import.meta.dirname, '../../../.env.example'), join(folder, '.env.example'));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await carrier[Symbol.asyncDispose]();
  });

  const open = (env: Readonly<Record<string, string>> = {}) =>
    openTmux({
      cwd: folder,
      env: { TWILIO_API_URL: carrier.url, HOME: folder, ...env },
      command: [process.execPath, MAIN, 'setup'],
    });

  test('a person walks from nothing to a number that leads here, and no secret is ever seen', async () => {
    using person = open();
    await person.types('Account SID: ', ACCOUNT_SID);
    await person.types('it is not shown): ', SECRETS.wrongToken);
    await person.sees('Twilio does not accept this account SID with this auth token');
    await person.types(`Account SID [${ACCOUNT_SID}]:`, '');
    await person.pastes('[set]:', SECRETS.pastedLines);
    await person.sees('! has more than one line');
    await person.types('[set]:', AUTH_TOKEN);
    await person.sees('Twilio accepts the account SID and the auth token.');
    await person.types(`[${RELAY_NUMBER}]:`, '1');
    await person.types('Your phone:', ALICE);
    await person.types('Address, like https://relay.example.org:', `${NEW_URL}/sms`);
    await person.types('Time zone [', 'Europe/Berlin');
    await person.types('Which [none]:', '2');
    await person.types('Address of the console', 'https://192.168.1.1');
    await person.types('(not shown):', SECRETS.unifiKey);
    await person.types('Site', '');
    await person.types('fingerprint', '');
    await person.types('Which [none]:', '');
    await person.types('Which [none]:', '');
    await person.types('several with commas [none]:', '');
    await person.pastes('Anthropic API key', `${SECRETS.claudeKey}\n`);
    await person.types('Which [none]:', '2');
    await person.types('in base32 (not shown):', SECRETS.totp);
    await person.sees(`Texts to ${RELAY_NUMBER} go to ${PUBLIC_URL}/sms (POST).`);
    await person.types(`Point them to ${NEW_URL}/sms? [y/N]:`, 'y');
    await person.sees(`Texts to ${RELAY_NUMBER} go to ${NEW_URL}/sms#rc=2&rp=all (POST).`);
    expect(await person.ends()).toBe('0, icanon echo');

    person.screen();
    expect(person.seen()).not.toMatch(EVERY_SECRET);
    // Nor how long they are: nothing stands behind the question.
    expect(person.seen().match(/not shown.*: ?\S.*$/gm)).toBeNull();
    expect(person.seen()).not.toContain('Warning');
    for (const line of person.screen().split('\n')) expect(line.length).toBeLessThanOrEqual(80);

    const file = join(folder, '.env');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const env: NodeJS.ProcessEnv = {};
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
      if (name !== undefined) env[name] = value;
    }
    expect(env).toMatchObject({
      ...{ TWILIO_AUTH_TOKEN: AUTH_TOKEN, PUBLIC_URL: NEW_URL, UNIFI_API_KEY: SECRETS.unifiKey },
      ...{ ANTHROPIC_API_KEY: SECRETS.claudeKey, TOTP_SECRET: SECRETS.totp, TZ: 'Europe/Berlin' },
    });
    expect(await loadConfig(env)).toMatchObject({ ok: true });
  });

  test('Twilio is asked through the proxy that the environment names', async () => {
    const asked: string[] = [];
    const proxy = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(503).end();
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    await using _ = { [Symbol.asyncDispose]: async () => void proxy.close() };
    const address = z.object({ port: z.number() }).parse(proxy.address());
    using person = open({
      TWILIO_API_URL: 'http://api.twilio.test',
      HTTP_PROXY: `127.0.0.1:${address.port}`,
    });
    await person.types('Account SID: ', ACCOUNT_SID);
    await person.types('it is not shown): ', AUTH_TOKEN);
    await person.sees('! Twilio could not be reached');
    await person.presses('', 'C-c');
    await person.ends();
    expect(asked).toEqual([expect.stringMatching(/^http:\/\/api\.twilio\.test\//)]);
  });

  test('what is typed while nothing is asked is not shown either, and ctrl-c works then', async () => {
    carrier.set({ api: 'hang' });
    using person = open();
    await person.types('Account SID: ', ACCOUNT_SID);
    await person.types('it is not shown): ', AUTH_TOKEN);
    await person.sees('Accepted.');
    await person.pastes('', 'typed-too-early');
    await expect.poll(() => carrier.requests.begun, { interval: 20 }).toBe(1);
    await person.presses('', 'C-c');
    expect(await person.ends()).toBe('130, icanon echo');
    person.screen();
    expect(person.seen()).toContain('Cancelled. Nothing was changed.');
    expect(person.seen()).not.toMatch(/typed-too|a-token-that/);
  });

  test('ctrl-c leaves nothing behind, and the terminal as it was', async () => {
    using person = open();
    await person.types('Account SID: ', ACCOUNT_SID);
    await person.presses('it is not shown): ', 'C-c');
    await person.sees('Cancelled. Nothing was changed.');
    expect(await person.ends()).toBe('130, icanon echo');
    expect(existsSync(join(folder, '.env'))).toBe(false);
  });
});
