import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/config.ts';
import { secretsIn } from '../../src/config/secrets-in.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'alert-sources-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function load(sources: object) {
  const path = join(folder, 'relay.yml');
  writeFileSync(path, JSON.stringify({ sources }));
  return loadConfig({ DEMO: '1', RELAY_CONFIG: path });
}

const problems = async (sources: object): Promise<readonly string[]> => {
  const config = await load(sources);
  return config.ok ? [] : config.error.map((it) => it.replace('RELAY_CONFIG: sources.', ''));
};

test('a source is asked at its address, as the product that its name says', async () => {
  writeFileSync(join(folder, 'token'), 'from-a-file\n');
  const token = `file:${join(folder, 'token')}`;
  const config = await load({
    'my-kuma': { url: 'https://kuma.lan/', token, severity: 'warning' },
    tower: { kind: 'gatus', url: 'http://10.0.0.2:8080/status', user: 'me', token: 'plain-token' },
    plain: { severity: 'info' },
  });
  if (!config.ok) throw new Error(config.error.join('\n'));
  const { alertSources, referencedSecrets } = config.value;
  expect(alertSources.get('my-kuma')).toMatchObject({
    severity: 'warning',
    api: { kind: 'uptime-kuma', url: new URL('https://kuma.lan') },
  });
  expect(alertSources.get('my-kuma')?.api?.token?.reveal()).toBe('from-a-file');
  expect(alertSources.get('tower')?.api).toMatchObject({ kind: 'gatus', user: 'me' });
  expect(alertSources.get('plain')).toEqual({ severity: 'info' });
  expect(JSON.stringify([...alertSources.values()])).not.toMatch(/from-a-file|plain-token/);
  expect(secretsIn(referencedSecrets)).toContain('from-a-file');
  expect(secretsIn(config.value)).toEqual(expect.arrayContaining(['from-a-file', 'plain-token']));
});

test.for([
  [{ tower: { url: 'http://tower.lan' } }, /^tower\.kind: is required/],
  [{ kuma: { url: 'ftp://kuma.lan' } }, /^kuma\.url: must be an address/],
  [{ kuma: { url: 'https://me:pw@kuma.lan' } }, /^kuma\.url: must not contain a user/],
  [{ kuma: { token: 'abc' } }, /^kuma\.token: applies only with url/],
  [{ kuma: { url: 'http://kuma.lan', user: 'me' } }, /^kuma\.token: is required with user/],
  [{ kuma: { url: 'http://kuma.lan', receiver: 'me' } }, /^kuma\.receiver: applies only to/],
  [{ kuma: { url: 'http://kuma.lan', token: 'file:/nowhere' } }, /^kuma\.token: .*cannot be read/],
  [{ kuma: { url: 'http://kuma.lan', ca_file: '/nowhere' } }, /^kuma\.ca_file: cannot be read/],
  [{ kuma: { url: 'http://kuma.lan', fingerprint: 'ab' } }, /^kuma\.fingerprint: must be/],
  [{ kuma: { kind: 'nagios', url: 'http://kuma.lan' } }, /^kuma\.kind: must be one of/],
  [{ self: { kind: 'gatus', url: 'http://kuma.lan' } }, /^self\.url: it is the relay itself/],
] as const)('a wrong setting is named: %j', async ([sources, words]) => {
  expect(await problems(sources)).toEqual([expect.stringMatching(words)]);
});
