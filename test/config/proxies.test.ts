import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config/config.ts';

async function proxies(env: NodeJS.ProcessEnv) {
  const loaded = await loadConfig({ DEMO: '1', ...env });
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  return loaded.value.proxies;
}

const both = { HTTP_PROXY: 'plain.test:3128', HTTPS_PROXY: 'https://me:word@secure.test:3129' };

test('each scheme has its own proxy, and without one goes straight', async () => {
  const { proxyFor } = await proxies(both);
  expect(proxyFor(new URL('http://pve:8006'))?.href).toBe('http://plain.test:3128/');
  expect(proxyFor(new URL('https://api.twilio.com'))?.host).toBe('secure.test:3129');
  const { proxyFor: secureOnly } = await proxies({ HTTPS_PROXY: 'http://p:1', HTTP_PROXY: '' });
  expect(secureOnly(new URL('http://pve:8006'))).toBeUndefined();
});

test.for([
  'http://localhost:8000',
  'http://127.0.0.1:3000/mcp',
  'http://127.9.9.9/',
  'http://[::1]:8000/',
])('%s is this machine itself', async (url) => {
  expect((await proxies(both)).proxyFor(new URL(url))).toBeUndefined();
});

test.for([
  ['*', 'https://anywhere.test', 'straight'],
  ['home.test', 'https://home.test', 'straight'],
  ['home.test', 'https://pve.HOME.test.:8006', 'straight'],
  ['.home.test', 'https://pve.home.test:8006', 'straight'],
  ['*.home.test', 'https://pve.home.test', 'straight'],
  ['home.test', 'https://not-home.test', 'proxy'],
  ['home.test', 'https://home.test.evil.test', 'proxy'],
  ['pve.test:8006', 'https://pve.test:8006', 'straight'],
  ['pve.test:8006', 'https://pve.test', 'proxy'],
  ['pve.test:443', 'https://pve.test', 'straight'],
  ['192.168.1.10', 'http://192.168.1.10:3000', 'straight'],
  ['192.168.0.0/16', 'http://192.168.1.10:3000', 'straight'],
  ['192.168.0.0/16', 'http://192.169.1.10:3000', 'proxy'],
  ['192.168.0.0/16', 'http://pve.test', 'proxy'],
  ['192.168.0.0/99', 'http://192.168.1.10', 'proxy'],
  ['fd00::/8', 'http://[fd12::1]:3000', 'straight'],
  ['[fd12::1]:3000', 'http://[fd12::1]:3000', 'straight'],
  ['one.test, two.test', 'http://two.test', 'straight'],
] as const)('NO_PROXY=%s: %s goes %s', async ([NO_PROXY, url, way]) => {
  const proxy = (await proxies({ ...both, NO_PROXY })).proxyFor(new URL(url));
  expect(proxy ? 'proxy' : 'straight').toBe(way);
});

test('a proxy that is no address stops the start', async () => {
  const loaded = await loadConfig({ DEMO: '1', HTTPS_PROXY: 'socks5://p:1080' });
  expect(loaded).toEqual({
    ok: false,
    error: ['HTTPS_PROXY: must be an address like https://host:port/path'],
  });
});

test.for([
  'http://me:never%shown@p:1',
  'me%:never-shown@p:1',
  'http://%E4:never-shown@p',
  'http://me%:41never-shown@p',
])('credentials that no proxy can be told stop the start: %s', async (HTTPS_PROXY) => {
  const loaded = await loadConfig({ DEMO: '1', HTTPS_PROXY });
  expect(loaded.ok ? [] : loaded.error).toEqual([
    'HTTPS_PROXY: must write % as %25 in its user or password',
  ]);
});

test('a % that is escaped goes through', async () => {
  const { https } = await proxies({ HTTPS_PROXY: 'me:50%25@p:1' });
  expect(https?.password).toBe('50%25');
});
