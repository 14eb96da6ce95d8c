import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { TOTP } from 'otpauth';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTwilioAccount } from '../../../src/adapters/carriers/twilio/twilio-account.ts';
import { newAuthenticator } from '../../../src/adapters/totp/new-authenticator.ts';
import { setup } from '../../../src/cli/setup/setup.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { err, ok } from '../../../src/core/result.ts';
import { Secret } from '../../../src/core/secret.ts';
import { keyOf, keyText, sealedUnder } from '../../secrets/secret-keys.ts';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from '../../support/account.ts';
import { type RunningCarrier, startCarrier } from '../../support/carrier.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { ALICE } from '../../support/phone-number.ts';
import { createTerminalDriver, type TerminalDriver } from '../../support/terminal-driver.ts';

const EXAMPLE = join(import.meta.dirname, '../../../.env.example');
const NEW_URL = 'https://tunnel.example.net';
const HOME_URL = 'https://house.example.net';
const DONE = 0;
const NO_TERMINAL = 64;
const LEFT = 130;

let carrier: RunningCarrier;
let folder: string;
beforeEach(async () => {
  carrier = await startCarrier({ clock: new FakeClock(), reach: (url) => url });
  folder = mkdtempSync(join(tmpdir(), 'setup-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await carrier[Symbol.asyncDispose]();
});

const envFile = () => join(folder, '.env');
const written = () => parseEnv(readFileSync(envFile(), 'utf8'));

interface Choices {
  readonly words?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly isInteractive?: boolean;
}

const RELAY_SECRET_KEY = keyText();

/** Somebody types `npm run setup`. */
function begin({ words, environment = {}, isInteractive = true }: Choices = {}) {
  const person = createTerminalDriver();
  const ways: string[] = [];
  const exit = setup({
    ...person,
    ...{ environment, isInteractive, home: '/home/me', timeZone: 'Europe/Berlin' },
    asksAll: words === '--all',
    envFile: envFile(),
    exampleFile: EXAMPLE,
    openAccount: ({ sid, token, proxyFor }) => {
      ways.push(proxyFor(new URL('https://api.twilio.com'))?.href ?? 'straight');
      return createTwilioAccount({
        ...{ sid, proxyFor },
        tokens: [new Secret(token)],
        apiUrl: () => carrier.url,
      });
    },
    makeAuthenticator: newAuthenticator,
    readSecrets: async (databaseUrl) =>
      databaseUrl === 'sqlite:./data/relay.db'
        ? ok([sealedUnder(keyOf(RELAY_SECRET_KEY), AUTH_TOKEN, { name: 'twilio' })])
        : err(`is not in ${databaseUrl}`),
  });
  return { ...person, exit, ways };
}

async function answersTwilio(person: TerminalDriver): Promise<void> {
  await person.answers('Account SID: ', ACCOUNT_SID);
  await person.answers('not shown): ', AUTH_TOKEN);
  await person.answers(`number [${RELAY_NUMBER}]: `, '');
  await person.answers('Your phone: ', ALICE);
  await person.answers('example.org: ', NEW_URL);
  await person.answers('Time zone [Europe/Berlin]: ', '');
}

async function hasNothing(person: TerminalDriver): Promise<void> {
  for (const _ of ['network', 'proxmox', 'k8s', 'security']) await person.answers('[none]: ', '');
  await person.answers('Anthropic API key (not shown): ', '');
  await person.answers('Which [none]: ', '');
}

const complete = `TWILIO_ACCOUNT_SID=${ACCOUNT_SID}
TWILIO_AUTH_TOKEN=${AUTH_TOKEN}
TWILIO_PHONE_NUMBER=${RELAY_NUMBER}
ALLOWED_PHONE_NUMBER=${ALICE}
PUBLIC_URL=${HOME_URL}
PROXMOX_MCP_URL=http://127.0.0.1:9
`;

test('the shortest way from nothing to a number that leads here', async () => {
  const person = begin();
  await answersTwilio(person);
  await hasNothing(person);
  await person.sees(`Texts to ${RELAY_NUMBER} go to ${PUBLIC_URL}/sms (POST).`);
  await person.answers(`Point them to ${NEW_URL}/sms? [y/N]: `, 'y');
  await person.sees(`Texts to ${RELAY_NUMBER} go to ${NEW_URL}/sms#rc=2&rp=all (POST).`);
  expect(await person.exit).toBe(DONE);
  expect(person.shown()).not.toContain(AUTH_TOKEN);
  expect(person.shown()).toContain('npm run doctor');

  const env = written();
  expect(env).toEqual({
    ...{ TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: AUTH_TOKEN, PUBLIC_URL: NEW_URL },
    ...{ TWILIO_PHONE_NUMBER: RELAY_NUMBER, ALLOWED_PHONE_NUMBER: ALICE, TZ: 'Europe/Berlin' },
  });
  expect(await loadConfig(env)).toMatchObject({ ok: true });
  expect(statSync(envFile()).mode & 0o777).toBe(0o600);
  const [before, after] = [EXAMPLE, envFile()].map((it) => readFileSync(it, 'utf8').split('\n'));
  expect(after?.filter((line) => line.startsWith('# ')).length).toBe(
    (before?.filter((line) => line.startsWith('# ')).length ?? 0) - 1, // TZ
  );

  const again = begin();
  expect(await again.exit).toBe(DONE);
  expect(again.shown()).toContain('.env is unchanged.');
  expect(again.shown()).toContain('No backend is set up yet');
});

test('a run on a complete file asks only for the webhook, and shows no secret', async () => {
  writeFileSync(envFile(), complete);
  const person = begin();
  await person.sees(`PUBLIC_URL               ${HOME_URL}`);
  await person.sees('TWILIO_AUTH_TOKEN        set, not shown');
  await person.sees('.env is unchanged.');
  await person.answers(`Point them to ${HOME_URL}/sms? [y/N]: `, '');
  await person.sees('They are unchanged.');
  expect(await person.exit).toBe(DONE);
  expect(person.shown()).not.toContain(AUTH_TOKEN);
  expect(readFileSync(envFile(), 'utf8')).toBe(complete);
});

test('a token that is wrong is told at once, and asked for again', async () => {
  const person = begin();
  await person.answers('Account SID: ', ACCOUNT_SID);
  await person.answers('not shown): ', 'a-wrong-token');
  await person.sees('Twilio does not accept this account SID with this auth token');
  await person.answers(`Account SID [${ACCOUNT_SID}]: `, '');
  await person.answers('[set]: ', AUTH_TOKEN);
  await person.sees('Twilio accepts');
  await person.answers('number', '+15550109999');
  await person.sees('! is not a number of this account');
  await person.answers('number', '1');
  await person.sees('Your phone: ');
  person.press('\u0003');
  expect(await person.exit).toBe(LEFT);
  expect(person.shown()).not.toMatch(/a-wrong-token|a-token-that/);
});

test('a carrier that cannot be asked stops nobody', async () => {
  carrier.set({ api: '500' });
  const person = begin();
  await person.answers('Account SID: ', ACCOUNT_SID);
  await person.answers('not shown): ', AUTH_TOKEN);
  await person.sees('! Twilio could not be reached, so nothing was checked there');
  carrier.set({ api: 'ok' });
  await person.answers('number: ', RELAY_NUMBER);
  await person.answers('Your phone: ', ALICE);
  await person.answers('example.org: ', '');
  await person.answers('Time zone', '');
  await hasNothing(person);
  expect(await person.exit).toBe(DONE);
  expect(person.shown()).toContain('The relay cannot start yet:\n! PUBLIC_URL is missing');
  expect(readFileSync(envFile(), 'utf8')).toContain('# PUBLIC_URL=https://relay.example.org');
});

type Leave = (person: TerminalDriver) => void;
test.for<readonly [string, Leave]>([
  ['ctrl-c', (person: TerminalDriver) => person.press('\u0003')],
  ['ctrl-d', (person: TerminalDriver) => person.press('\u0004')],
  ['the end of the input', (person: TerminalDriver) => void person.input.end()],
])('%s leaves everything as it was, at any question', async ([, leave]) => {
  for (const far of ['at once', 'in a hidden question', 'later']) {
    const person = begin();
    if (far === 'later') await answersTwilio(person);
    if (far === 'in a hidden question') await person.answers('Account SID: ', ACCOUNT_SID);
    await person.sees(': ');
    leave(person);
    expect(await person.exit).toBe(LEFT);
    expect(person.shown()).toMatch(/Cancelled\. Nothing was changed\.\n$/);
    expect(readdirSync(folder)).toEqual([]);
  }
});

test('ctrl-c does not wait for a carrier that hangs', async () => {
  carrier.set({ api: 'hang' });
  const person = begin();
  await person.answers('Account SID: ', ACCOUNT_SID);
  await person.answers('not shown): ', AUTH_TOKEN);
  await expect.poll(() => carrier.requests.begun, { interval: 3 }).toBe(1);
  person.press('\u0003');
  expect(await person.exit).toBe(LEFT);
});

test.for([
  { name: 'too little', hostile: 'AC1' },
  { name: 'quotes', hostile: '"quoted"' },
  { name: 'a shell', hostile: '$(reboot) $HOME `id`' },
  { name: 'two lines at once', hostile: 'AC0000\rAC1111' },
  { name: '200 KB', hostile: 'x'.repeat(200_000) },
  { name: 'emoji', hostile: '🙂'.repeat(40) },
  { name: 'a tab', hostile: 'tab\there' },
  { name: 'a title for the window', hostile: '\u001b[31m\u001b]0;title\u0007red' },
])('$name is no account, and is asked for again', async ({ hostile }) => {
  const person = begin();
  await person.answers('Account SID: ', hostile);
  await person.sees('! ');
  await person.answers('Account SID: ', ACCOUNT_SID);
  await person.answers('not shown): ', `${hostile}\rmore`);
  await person.sees('! ');
  await person.sees('not shown): ');
  person.press('\u0003');
  expect(await person.exit).toBe(LEFT);
});

test("no key brings a hidden answer back, and what is typed too early is nobody's answer", async () => {
  const person = begin();
  await person.answers('Account SID: ', ACCOUNT_SID);
  await person.answers('not shown): ', `a-secret\u0015${AUTH_TOKEN}`);
  await person.sees(`number [${RELAY_NUMBER}]: `);
  // Up, yank, undo.
  person.press('\u001b[A\u0019\u001f\u001b[A');
  person.press('\r');
  await person.answers('Your phone: ', '\u001b[A\u0019');
  await person.sees('! is required');
  person.press('\u0003');
  await person.exit;
  expect(person.shown()).not.toMatch(/a-secret|a-token/);
});

test('backends: only what belongs to them is asked, and what is given by half is told', async () => {
  const person = begin();
  await answersTwilio(person);
  await person.answers('Which [none]: ', '7');
  await person.sees('! must be 1 to 2, or none');
  await person.answers('Which [none]: ', '1');
  await person.answers('Address', 'ftp://x');
  await person.sees('! must be an address like https://host:port/path');
  await person.answers('Address', 'http://192.168.1.10:3000');
  await person.answers('Bearer token', 'pa$$#word');
  await person.sees('It is quoted in .env');
  await person.answers('Which [none]: ', '2');
  await person.answers('Address of a node', 'https://pve:8006');
  await person.answers('(not shown): ', 'not-a-token');
  await person.sees('! must be USER@REALM!TOKENID=UUID');
  await person.answers('(not shown): ', 'relay@pve!sms=1111-2222');
  await person.answers('fingerprint', '');
  await person.answers('Which [none]: ', '2');
  await person.answers('File: ', '~/.kube/nowhere');
  await person.answers('Context', '');
  await person.sees('! KUBECONFIG: /home/me/.kube/nowhere');
  await person.answers('File [/home/me/.kube/nowhere]: ', '');
  await person.answers('Context', '');
  await person.sees('Skipped: its own API, with a kubeconfig.');
  await person.answers('several with commas [none]: ', '2, 3');
  await person.answers('Address of its local API', 'http://cs:8080');
  for (const _ of ['key', 'machine', 'password']) await person.answers('(', '');
  await person.sees('CROWDSEC_API_KEY, or CROWDSEC_MACHINE_ID and CROWDSEC_PASSWORD, is required');
  await person.answers('[http://cs:8080]: ', '');
  await person.answers('Key of a bouncer', 'bouncer-key');
  await person.answers('Name of a machine', '');
  await person.answers("machine's password", '');
  await person.answers('Address of the manager', 'https://w:55000');
  await person.answers('User: ', 'relay');
  await person.answers('Password (not shown): ', 'wazuh-password');
  await person.answers('fingerprint', '');
  await person.answers('Anthropic API key', 'sk-ant-1');
  await person.answers('Which [none]: ', '');
  await person.answers('[y/N]: ', 'n');
  expect(await person.exit).toBe(DONE);
  expect(person.shown()).not.toMatch(/pa\$\$|1111-2222|bouncer-key|wazuh-password|sk-ant/);
  const env = written();
  expect(await loadConfig(env)).toMatchObject({ ok: true });
  expect(env).toMatchObject({
    ...{ UNIFI_MCP_TOKEN: 'pa$$#word', PROXMOX_TOKEN: 'relay@pve!sms=1111-2222' },
    ...{ CROWDSEC_API_KEY: 'bouncer-key', WAZUH_USER: 'relay', ANTHROPIC_API_KEY: 'sk-ant-1' },
  });
  expect(env).not.toHaveProperty('KUBECONFIG');
});

test('another way to an area takes the place of the one before', async () => {
  writeFileSync(envFile(), `${complete}UNIFI_MCP_URL=http://10.0.0.1:3000\n`);
  const person = begin({ words: '--all' });
  await person.answers(`Account SID [${ACCOUNT_SID}]: `, '');
  await person.answers('[set]: ', '');
  await person.answers(`[${RELAY_NUMBER}]: `, '');
  await person.answers(`Your phone [${ALICE}]: `, `${ALICE}, +1 555 010-0002:viewer`);
  await person.answers(`Address [${HOME_URL}, - removes it]: `, `${NEW_URL}/sms/`);
  await person.answers('Time zone [Europe/Berlin]: ', 'Mars/Olympus');
  await person.sees('! is not a time zone like Europe/Berlin');
  await person.answers('Time zone [Europe/Berlin]: ', 'UTC');
  await person.answers('Which [1]: ', '2');
  await person.answers('Address of the console', 'https://192.168.1.1');
  await person.answers('API key', 'unifi-key');
  await person.answers('Site', '');
  await person.answers('fingerprint', '');
  await person.answers('Which [1]: ', 'none');
  await person.answers('Which [none]: ', '');
  await person.answers('commas [none]: ', '');
  await person.answers('Anthropic', '');
  await person.answers('Which [none]: ', '');
  await person.answers('[y/N]: ', 'n');
  expect(await person.exit).toBe(DONE);
  expect(written()).toMatchObject({
    ...{ UNIFI_URL: 'https://192.168.1.1', PUBLIC_URL: NEW_URL, TZ: 'UTC' },
    ALLOWED_PHONE_NUMBER: `${ALICE},+15550100002:viewer`,
  });
  const text = readFileSync(envFile(), 'utf8');
  expect(text).toContain('\n# UNIFI_MCP_URL=http://10.0.0.1:3000\n');
  expect(text).toContain('\n# PROXMOX_MCP_URL=http://127.0.0.1:9\n');
});

test('an address that is proposed again is shown without its keys', async () => {
  const address = 'http://10.0.0.1:3000/mcp?token=never-shown';
  writeFileSync(envFile(), `${complete}UNIFI_MCP_URL=${address}\nUNIFI_URL=https://10.0.0.1\n`);
  const person = begin({ words: '--all' });
  for (const asked of ['SID [', '[set]', `[${RELAY_NUMBER}`, 'phone [', 'Address [', 'zone [']) {
    await person.answers(asked, '');
  }
  await person.answers('Which [', '1');
  await person.answers('[http://10.0.0.1:3000/mcp?token=[secret]]: ', '');
  person.press('\u0003');
  expect(await person.exit).toBe(LEFT);
  expect(person.shown()).not.toContain('never-shown');
});

test('what the file gives by half is asked for, whatever else is wrong in it', async () => {
  writeFileSync(envFile(), `${complete}UNIFI_URL=https://10.0.0.1\nPORT=abc\n`);
  const person = begin();
  await person.sees('! UNIFI_API_KEY is required with UNIFI_URL');
  await person.answers('Address of the console [https://10.0.0.1]: ', '');
  await person.answers('API key', 'unifi-key');
  await person.answers('Site', '');
  await person.answers('fingerprint', '');
  await person.answers('[y/N]: ', '');
  expect(await person.exit).toBe(DONE);
  await person.sees('The relay cannot start yet:\n! PORT: must be a number');
  expect(written()).toMatchObject({ UNIFI_API_KEY: 'unifi-key', PORT: 'abc' });
});

test('a secret for the app is made, shown once, and proven by its digits', async () => {
  const person = begin();
  await answersTwilio(person);
  for (const _ of ['network', 'proxmox', 'k8s', 'security']) await person.answers('[none]: ', '');
  await person.answers('Anthropic', '');
  await person.answers('Which [none]: ', '1');
  await person.answers('Enter: discard it): ', '000 000');
  const secret = /[A-Z2-7]{32}/.exec(person.shown())?.[0] ?? '';
  await person.sees('! are not correct');
  await person.answers('Enter: discard it): ', new TOTP({ secret }).generate());
  await person.sees('They are correct.');
  await person.answers('[y/N]: ', 'n');
  expect(await person.exit).toBe(DONE);
  expect(written()).toMatchObject({ TOTP_SECRET: secret });
  expect(person.shown().split(secret)).toHaveLength(2);
});

test('Twilio is asked the way that the relay would take', async () => {
  for (const [name, value, way] of [
    ['HTTPS_PROXY', 'proxy.test:3128', 'http://proxy.test:3128/'],
    ['HTTP_PROXY', 'http://plain.test', 'straight'],
  ] as const) {
    writeFileSync(envFile(), `${complete}${name}=${value}\n`);
    const person = begin();
    await person.answers('[y/N]: ', '');
    expect(await person.exit).toBe(DONE);
    expect(person.ways).toEqual([way]);
  }
});

test('a proxy that cannot be read is told, and nobody is asked past it', async () => {
  writeFileSync(envFile(), complete);
  const person = begin({ environment: { HTTPS_PROXY: 'ftp://me:never-shown@proxy' } });
  await person.sees(
    '! Twilio could not be reached, so nothing was checked there: HTTPS_PROXY: must',
  );
  expect(await person.exit).toBe(DONE);
  expect(person.ways).toEqual([]);
  expect(person.shown()).not.toContain('never-shown');
});

test('what the environment says is not asked, and not written', async () => {
  const person = begin({
    environment: { TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: AUTH_TOKEN, TZ: 'UTC' },
  });
  await person.sees('set, not shown (from the environment)');
  await person.answers(`number [${RELAY_NUMBER}]: `, '');
  await person.answers('Your phone: ', ALICE);
  await person.answers('example.org: ', '');
  await hasNothing(person);
  expect(await person.exit).toBe(DONE);
  expect(written()).toEqual({
    ...{ TWILIO_PHONE_NUMBER: RELAY_NUMBER, ALLOWED_PHONE_NUMBER: ALICE },
    ...{ TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: '' },
  });
});

test('without a terminal it says what is missing, and writes nothing', async () => {
  const person = begin({
    isInteractive: false,
    environment: { TWILIO_ACCOUNT_SID: ACCOUNT_SID, PORT: 'x' },
  });
  expect(await person.exit).toBe(NO_TERMINAL);
  await person.sees(`According to .env and the environment:
  PUBLIC_URL is missing
  TWILIO_AUTH_TOKEN is missing
  TWILIO_PHONE_NUMBER is missing
  ALLOWED_PHONE_NUMBER is missing
  PORT: must be a number
`);
  expect(readdirSync(folder)).toEqual([]);

  writeFileSync(envFile(), complete);
  const whole = begin({ isInteractive: false });
  expect(await whole.exit).toBe(DONE);
  await whole.sees('Nothing is missing.');
});

test('the untouched example counts as nothing', async () => {
  writeFileSync(envFile(), readFileSync(EXAMPLE));
  const person = begin({ isInteractive: false });
  expect(await person.exit).toBe(NO_TERMINAL);
  await person.sees('  PUBLIC_URL is missing\n  TWILIO_ACCOUNT_SID is missing\n');
});

test('a file whose quotes hide what is written is left alone', async () => {
  const text = "OTHER='open\n";
  writeFileSync(envFile(), text);
  const person = begin();
  await answersTwilio(person);
  for (const _ of ['network', 'proxmox', 'k8s', 'security']) await person.answers('[none]: ', '');
  await person.answers('Anthropic', 'a#b');
  await person.answers('Which [none]: ', '');
  expect(await person.exit).toBe(1);
  await person.sees('look for an unclosed quote in it');
  expect(readFileSync(envFile(), 'utf8')).toBe(text);
});

const withPeople = (): string => {
  const file = join(folder, 'relay.yaml');
  writeFileSync(file, 'people: {anna: {sms: "+15550100009"}}');
  return complete.replace(/^ALLOWED_PHONE_NUMBER=.*$/m, `RELAY_CONFIG=${file}`);
};

test('nobody is asked for a number where the file names people, and none is missing', async () => {
  writeFileSync(envFile(), withPeople());
  const person = begin();
  await person.answers('/sms? [y/N]: ', '');
  expect(await person.exit).toBe(DONE);
  expect(person.shown()).not.toContain('Your phone');
  expect(person.shown()).not.toContain('ALLOWED_PHONE_NUMBER');

  const elsewhere = begin({ isInteractive: false });
  expect(await elsewhere.exit).toBe(DONE);
  expect(elsewhere.shown()).toContain('Nothing is missing');
});

test('a number is asked for where the file names nobody', async () => {
  writeFileSync(envFile(), withPeople());
  writeFileSync(join(folder, 'relay.yaml'), 'areas: {}');
  const person = begin();
  await person.answers('Your phone: ', ALICE);
  await person.answers('/sms? [y/N]: ', '');
  expect(await person.exit).toBe(DONE);
  expect(written()['ALLOWED_PHONE_NUMBER']).toBe(ALICE);
});

test('who asks for everything may skip the numbers where the file names people', async () => {
  writeFileSync(envFile(), withPeople());
  const person = begin({ words: '--all' });
  await person.answers(`Account SID [${ACCOUNT_SID}]: `, '');
  await person.answers('[set]: ', '');
  await person.answers(`number [${RELAY_NUMBER}]: `, '');
  await person.sees('RELAY_CONFIG already names people.');
  await person.answers('More phones: ', '');
  await person.sees('Address [');
  person.press('\u0003');
  expect(await person.exit).toBe(LEFT);
});

/** The token is stored in the database; setup reads it there as the relay does. */
const withStoredToken = complete.replace(/(?<=TOKEN=).*/, 'secret:twilio');

test('a token that is a stored secret is asked for no more, and signs in at the carrier', async () => {
  const text = `${withStoredToken}RELAY_SECRET_KEY=${RELAY_SECRET_KEY}\n`;
  writeFileSync(envFile(), text);
  const person = begin();
  await person.sees('Twilio accepts the account SID and the auth token.');
  await person.answers('/sms? [y/N]: ', '');
  expect(await person.exit).toBe(DONE);
  expect(person.shown()).not.toContain('cannot start');
  expect(person.shown()).not.toContain(AUTH_TOKEN);
  expect(readFileSync(envFile(), 'utf8')).toBe(text);
});

test('a token that is a stored secret needs the key of those, which setup says', async () => {
  writeFileSync(envFile(), withStoredToken);
  const person = begin({ isInteractive: false });
  expect(await person.exit).toBe(NO_TERMINAL);
  expect(person.shown()).toContain(
    'TWILIO_AUTH_TOKEN: secret:twilio needs RELAY_SECRET_KEY, which is not set',
  );
});
