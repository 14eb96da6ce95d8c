import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Config, loadConfig } from '../../src/config/config.ts';

const COMPLETE = {
  PUBLIC_URL: 'https://relay.example.org/',
  TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'old-token, new-token',
  TWILIO_PHONE_NUMBER: '+15550100000',
  ALLOWED_PHONE_NUMBER: '+15550100001, +1 (555) 010-0002:viewer',
};

async function load(env: NodeJS.ProcessEnv): Promise<Config> {
  const loaded = await loadConfig(env);
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  return loaded.value;
}

const problems = async (env: NodeJS.ProcessEnv): Promise<readonly string[]> => {
  const loaded = await loadConfig(env);
  return loaded.ok ? [] : loaded.error;
};

test('five variables are enough, the rest has defaults', async () => {
  expect(await load({ ...COMPLETE, TZ: 'Europe/Berlin' })).toMatchObject({
    isDemo: false,
    http: { port: 8000, host: '0.0.0.0', publicUrl: 'https://relay.example.org' },
    databaseUrl: 'sqlite:./data/relay.db',
    keepTextsMs: 30 * 86_400_000,
    sessionIdleMs: 3_600_000,
    replyMs: 8000,
    textsPerHour: 60,
    logLevel: 'info',
    timeZone: 'Europe/Berlin',
  });
});

test('every problem is listed at once, by name', async () => {
  expect(
    await problems({
      PORT: 'abc',
      ALLOWED_PHONE_NUMBER: '911',
      UNIFI_MCP_URL: 'ftp://x',
      TZ: 'Mars/Base',
    }),
  ).toEqual([
    'PORT: must be a number',
    'PUBLIC_URL is required',
    'TWILIO_ACCOUNT_SID is required',
    'TWILIO_AUTH_TOKEN is required',
    'TWILIO_PHONE_NUMBER is required',
    'ALLOWED_PHONE_NUMBER: "911" is not an international number like +15551234567',
    'UNIFI_MCP_URL: must be an address like https://host:port/path',
    'TZ: is not a time zone like Europe/Berlin',
  ]);
});

test.for([
  'UNIFI_MCP_URL',
  'UNIFI_URL',
  'WAZUH_INDEXER_URL',
  'TWILIO_API_URL',
  'ANTHROPIC_BASE_URL',
])('%s cannot sign in by its address', async (name) => {
  for (const who of ['me:never-shown', 'never-shown', ':never-shown']) {
    const told = await problems({ ...COMPLETE, [name]: `http://${who}@host:3000` });
    expect(told.filter((line) => line.startsWith(`${name}: `))).toEqual([
      `${name}: must not contain a user or password: put it into the variable or header for the token or key`,
    ]);
    expect(told.join()).not.toContain('never-shown');
  }
});

test('the limit of a month and the address of the outside watch are off unless they are set', async () => {
  const off = await load(COMPLETE);
  expect([off.textsMonthlyMicros, off.heartbeatUrl]).toEqual([undefined, undefined]);
  const set = { TEXTS_MONTHLY_USD: '2.50', HEARTBEAT_URL: ' https://hc-ping.com/a-b ' };
  const on = await load({ ...COMPLETE, ...set });
  expect(on.textsMonthlyMicros).toBe(2_500_000);
  expect(on.heartbeatUrl?.reveal()).toBe('https://hc-ping.com/a-b');
});

test('whoever calls the relay may have to sign in at its address', async () => {
  const PUBLIC_URL = 'https://me:word@relay.example.org';
  expect((await load({ ...COMPLETE, PUBLIC_URL })).http.publicUrl).toBe(PUBLIC_URL);
});

test('a blank variable is one that is not set', async () => {
  expect(await problems({ ...COMPLETE, TWILIO_AUTH_TOKEN: ' ', PORT: '' })).toEqual([
    'TWILIO_AUTH_TOKEN is required',
  ]);
});

test('several people can be allowed, each with a role', async () => {
  const { all } = (await load(COMPLETE)).people;
  expect(all.map(({ id, role }) => [id, role])).toEqual([
    ['+15550100001', 'operator'],
    ['+15550100002', 'viewer'],
  ]);
});

describe('what cannot be is refused', () => {
  test.for([
    { name: 'an unknown role', env: { ALLOWED_PHONE_NUMBER: '+15550100001:admin' } },
    { name: 'a list of nobody', env: { ALLOWED_PHONE_NUMBER: ' , ' } },
    { name: 'a port beyond the range', env: { PORT: '65536' } },
    { name: 'three tokens', env: { TWILIO_AUTH_TOKEN: 'a,b,c' } },
    { name: 'an account by another name', env: { TWILIO_ACCOUNT_SID: 'SK123' } },
    { name: 'a number that is none', env: { TWILIO_PHONE_NUMBER: 'my phone' } },
    { name: 'an answer after the carrier hung up', env: { REPLY_SECONDS: '15' } },
    { name: 'no texts at all', env: { TEXTS_PER_HOUR: '0' } },
    { name: 'texts for nothing', env: { TEXTS_MONTHLY_USD: '0' } },
    { name: 'a heartbeat to nowhere', env: { HEARTBEAT_URL: 'hc-ping.com/x' } },
    { name: 'a public address with a query', env: { PUBLIC_URL: 'https://x.example/?a=1' } },
    { name: 'a database of an unknown kind', env: { DATABASE_URL: 'mysql://x' } },
    { name: 'sessions that last no time', env: { SESSION_MINUTES: '0' } },
    { name: 'an unknown log level', env: { LOG_LEVEL: 'loud' } },
    { name: 'a demo that is neither on nor off', env: { DEMO: 'maybe' } },
  ])('$name', async ({ env }) => {
    expect(await problems({ ...COMPLETE, ...env })).toHaveLength(1);
  });
});

test('a secret shows in no rendering of the configuration', async () => {
  const config = await load({
    ...COMPLETE,
    UNIFI_MCP_URL: 'http://x:1',
    UNIFI_MCP_TOKEN: 'mcp-token',
    HEARTBEAT_URL: 'https://hc-ping.com/watch-token',
  });
  const renderings = [
    inspect(config, { depth: 9 }),
    JSON.stringify(config),
    inspect(config.areas.network.servers, { depth: 9 }),
  ];
  for (const text of renderings)
    expect(text).not.toMatch(/old-token|new-token|mcp-token|watch-token/);
  expect(config.twilio.authTokens.map((token) => token.reveal())).toEqual([
    'old-token',
    'new-token',
  ]);
});

test('the demo needs nothing, and makes up a new token at each start', async () => {
  const [one, two] = [await load({ DEMO: '1' }), await load({ DEMO: '1', PORT: '8123' })];
  expect(one.http).toEqual({ port: 8000, host: '127.0.0.1', publicUrl: 'http://127.0.0.1:8000' });
  expect(two.http.publicUrl).toBe('http://127.0.0.1:8123');
  expect(one.databaseUrl).toBe('memory:');
  expect(one.twilio.authTokens[0]?.reveal()).not.toBe(two.twilio.authTokens[0]?.reveal());
});

test('what is given wins over what the demo fills in', async () => {
  expect((await load({ ...COMPLETE, DEMO: 'yes' })).http.publicUrl).toBe(
    'https://relay.example.org',
  );
});
