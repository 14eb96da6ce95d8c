import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inClusterAccess, readKubeconfig } from '../../src/config/cluster-access.ts';
import { loadConfig } from '../../src/config/config.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-kube-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const kubeconfig = (user: string) => `
apiVersion: v1
kind: Config
current-context: home
clusters:
  - name: k3s
    cluster: { server: "https://10.0.0.9:6443", certificate-authority-data: ${base64('CA')} }
  - { name: lab, cluster: { server: "https://lab:6443" } }
users:
  - name: me
    user: ${user}
contexts:
  - { name: home, context: { cluster: k3s, user: me } }
  - { name: lab, context: { cluster: lab, user: me } }
`;

test('the current context says where the cluster is, and who we are', async () => {
  const path = file('token.yaml', kubeconfig('{ token: kube-token }'));
  const access = await readKubeconfig(path);
  if (!access.ok) throw new Error(access.error);
  expect(access.value).toMatchObject({ url: new URL('https://10.0.0.9:6443'), ca: 'CA' });
  expect(access.value.token?.().reveal()).toBe('kube-token');
});

test('another context can be asked for', async () => {
  const path = file('lab.yaml', kubeconfig('{ token: kube-token }'));
  expect(await readKubeconfig(path, 'lab')).toMatchObject({
    value: { url: new URL('https://lab:6443'), ca: undefined },
  });
});

test('a user may show a certificate, from the file itself or beside it', async () => {
  file('me.key', 'KEY');
  const user = `{ client-certificate-data: ${base64('CERT')}, client-key: me.key }`;
  const access = await readKubeconfig(file('cert.yaml', kubeconfig(user)));
  if (!access.ok) throw new Error(access.error);
  expect(access.value.client?.cert).toBe('CERT');
  expect(access.value.client?.key.reveal()).toBe('KEY');
  expect(JSON.stringify(access)).not.toContain('KEY"');
});

test('a token in a file is read again each time', async () => {
  file('token', 'first\n');
  const access = await readKubeconfig(file('file.yaml', kubeconfig('{ tokenFile: token }')));
  if (!access.ok) throw new Error(access.error);
  expect(access.value.token?.().reveal()).toBe('first');
  file('token', 'second\n');
  expect(access.value.token?.().reveal()).toBe('second');
});

test.for([
  ['a program that signs in', kubeconfig('{ exec: { command: aws } }'), /signs in with a program/],
  ['no such context', kubeconfig('{}').replace('home', 'away'), /no context "away"/],
  ['no YAML', '{{', /bad\.yaml/],
  ['clusters that are none', 'clusters: [1]', /clusters/],
] as const)('%s is a problem', async ([, content, expected]) => {
  const access = await readKubeconfig(file('bad.yaml', content));
  expect(access.ok ? '' : access.error).toMatch(expected);
});

test.for([
  ['a quote without an end', 'users:\n  - token: "never-shown\n'],
  ['two things in a line', 'token: never-shown: never-shown'],
  ['a key that stands twice', 'token: never-shown\ntoken: never-shown'],
  ['an alias of nothing', 'token: *never-shown'],
] as const)('what is wrong in the YAML is told without its text: %s', async ([, content]) => {
  const access = await readKubeconfig(file('bad.yaml', content));
  expect(access.ok ? '' : access.error).toMatch(/bad\.yaml: is not YAML: /);
  expect(JSON.stringify(access)).not.toContain('never-shown');
});

test('the place of what is wrong in the YAML is told', async () => {
  const path = file('bad.yaml', 'token: a\ntoken: b');
  expect(await readKubeconfig(path)).toEqual({
    ok: false,
    error: `${path}: is not YAML: duplicate key in line 2, column 1`,
  });
});

test('a tag that nobody knows is no warning that shows its line', async () => {
  const warnings: string[] = [];
  const hear = (warning: Error) => warnings.push(warning.message);
  process.on('warning', hear);
  await readKubeconfig(file('bad.yaml', 'token: !never-shown x'));
  await new Promise(setImmediate);
  process.off('warning', hear);
  expect(warnings).toEqual([]);
});

test('a kubeconfig that cannot be used stops the start, but not that of the demo', async () => {
  const env = {
    PUBLIC_URL: 'https://relay.example.org/',
    TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'token',
    TWILIO_PHONE_NUMBER: '+15550100000',
    ALLOWED_PHONE_NUMBER: '+15550100001',
    KUBECONFIG: join(folder, 'nowhere.yaml'),
  };
  const loaded = await loadConfig(env);
  expect(loaded.ok ? [] : loaded.error).toMatchObject([
    expect.stringMatching(/^KUBECONFIG: .*ENOENT/),
  ]);
  expect((await loadConfig({ ...env, DEMO: '1' })).ok).toBe(true);
});

test('a pod finds its own cluster, if it was given the means', () => {
  const url = new URL('https://10.43.0.1:443');
  expect(inClusterAccess(join(folder, 'none'), url)).toBeUndefined();
  file('ca.crt', 'CA');
  file('token', 'of-the-pod');
  const access = inClusterAccess(folder, url);
  expect(access).toMatchObject({ url, ca: 'CA' });
  expect(access?.token?.().reveal()).toBe('of-the-pod');
});
