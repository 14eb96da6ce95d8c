import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/config.ts';
import { readRelayFile } from '../../src/config/relay-file.ts';
import { formatAddress } from '../../src/core/address.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'people-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function load(yaml: string, env: NodeJS.ProcessEnv = {}) {
  const path = join(folder, 'relay.yaml');
  writeFileSync(path, yaml);
  return loadConfig({
    PUBLIC_URL: 'https://relay.example',
    TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'token',
    TWILIO_PHONE_NUMBER: '+15550100000',
    RELAY_CONFIG: path,
    ...env,
  });
}

async function people(yaml: string, env?: NodeJS.ProcessEnv) {
  const loaded = await load(yaml, env);
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  return loaded.value.people.all.map(({ id, name, role, addresses }) => ({
    ...{ id, name, role },
    addresses: addresses.map(formatAddress),
  }));
}

async function problems(yaml: string, env?: NodeJS.ProcessEnv) {
  const loaded = await load(yaml, env);
  return loaded.ok ? [] : loaded.error;
}

test('somebody may have a time zone and quiet hours; everybody else has the zone of the relay', async () => {
  const yaml = `people:
  anna: {sms: "+15550100001", time_zone: America/New_York, quiet: 22:30-7}
  ben: {sms: "+15550100002"}`;
  const loaded = await load(yaml, { TZ: 'Europe/Berlin', ...NUMBERS });
  expect(loaded.ok && loaded.value.people.all).toMatchObject([
    { id: 'anna', timeZone: 'America/New_York', quiet: { from: 22 * 60 + 30, to: 7 * 60 } },
    { id: 'ben', timeZone: 'Europe/Berlin' },
    { id: '+15550100003', timeZone: 'Europe/Berlin' },
  ]);
});

test('all that is wrong with the people is listed at once, each by its name', async () => {
  const yaml = `people:
  anna: {sms: "+15550100001", time_zone: Mars/Base, quiet: 22}
  ben: {sms: "+15550100002", time_zone: 2, quiet: 25-7}
  carl: {sms: "+15550100004", quiet: 7-7}
  dora:
  __proto__: {sms: "+15550100005"}`;
  expect(await problems(yaml, NUMBERS)).toEqual([
    'RELAY_CONFIG: people.__proto__: must be a name: a letter, then up to 19 a-z, 0-9 or hyphens',
    'RELAY_CONFIG: people.anna.time_zone: is not a time zone like Europe/Berlin',
    'RELAY_CONFIG: people.anna.quiet: must be hours like 22-7 or 22:30-7',
    'RELAY_CONFIG: people.ben.time_zone: is not a time zone like Europe/Berlin',
    'RELAY_CONFIG: people.ben.quiet: must be hours like 22-7 or 22:30-7',
    'RELAY_CONFIG: people.carl.quiet: must be hours like 22-7 or 22:30-7',
    'RELAY_CONFIG: people.dora: needs sms or whatsapp, with a number',
  ]);
});

test('a name that JavaScript has a use for is a name like any other', async () => {
  const [person] = await people('people: {constructor: {sms: "+15550100001"}}');
  expect(person).toMatchObject({
    id: 'constructor',
    addresses: ['+15550100001', 'rcs:+15550100001'],
  });
});

test('a file that is wrong is all that is wrong: nobody is asked for a number besides', async () => {
  expect(await problems('people: {anna: {sms: "+15550100001", quiet: 22}}')).toEqual([
    'RELAY_CONFIG: people.anna.quiet: must be hours like 22-7 or 22:30-7',
  ]);
});

test.for(['people:', 'people: []', 'people: anna'])(
  '%s names nobody, and says so',
  async (yaml) => {
    expect(await problems(yaml, NUMBERS)).toEqual([
      'RELAY_CONFIG: people: must list people: a name for each, and below it their sms or whatsapp number',
    ]);
  },
);

const NUMBERS = { ALLOWED_PHONE_NUMBER: '+15550100003' };

test('the file names people, and nobody needs to be listed by number then', async () => {
  const yaml = `people:
  anna: {sms: "+1 555 010 0001", whatsapp: "+4915112345678"}
  ben: {role: viewer, whatsapp: "+15550100002"}`;
  expect(await people(yaml)).toEqual([
    {
      ...{ id: 'anna', name: 'anna', role: 'operator' },
      addresses: ['+15550100001', 'rcs:+15550100001', 'whatsapp:+4915112345678'],
    },
    { id: 'ben', name: 'ben', role: 'viewer', addresses: ['whatsapp:+15550100002'] },
  ]);
});

test('people with a name and people listed by number are allowed together', async () => {
  const [anna, other] = await people('people: {anna: {sms: "+15550100001"}}', NUMBERS);
  expect(anna?.id).toBe('anna');
  expect(other).toMatchObject({ id: '+15550100003', name: undefined, role: 'operator' });
  expect(other?.addresses).toContain('whatsapp:+15550100003');
});

test.for([
  ['nobody at all', 'areas: {}', {}, 'ALLOWED_PHONE_NUMBER is required'],
  [
    'somebody without a phone',
    'people: {anna: {}}',
    NUMBERS,
    'RELAY_CONFIG: people.anna: needs sms or whatsapp, with a number',
  ],
  [
    'a number that is none',
    'people: {anna: {sms: "5550100"}}',
    NUMBERS,
    'RELAY_CONFIG: people.anna.sms: "5550100" is not an international number like +15551234567',
  ],
  [
    'a role that is none',
    'people: {anna: {sms: "+15550100001", role: admin}}',
    NUMBERS,
    'RELAY_CONFIG: people.anna.role: must be operator or viewer',
  ],
  [
    'a name that cannot be texted',
    'people: {Anna Smith: {sms: "+15550100001"}}',
    NUMBERS,
    'RELAY_CONFIG: people.Anna Smith: must be a name: a letter, then up to 19 a-z, 0-9 or hyphens',
  ],
  [
    'one number for two people',
    'people: {anna: {sms: "+15550100001"}, ben: {whatsapp: "+15550100001"}}',
    NUMBERS,
    'RELAY_CONFIG: people: +15550100001 is listed twice, as anna and ben',
  ],
  [
    'somebody who is listed by number too',
    'people: {anna: {role: viewer, sms: "+15550100003"}}',
    NUMBERS,
    'RELAY_CONFIG: people: +15550100003 is listed twice, as anna and +15550100003',
  ],
] as const)('%s is refused', async ([, yaml, env, problem]) => {
  expect(await problems(yaml, env)).toEqual([problem]);
});

test('a number without quotes, which YAML reads as a number, is asked for in quotes', async () => {
  const { problems } = await readRelayFile('people: {anna: {sms: +15551234567}}');
  expect(problems).toEqual(['people.anna.sms: must be a phone number in quotes']);
});
