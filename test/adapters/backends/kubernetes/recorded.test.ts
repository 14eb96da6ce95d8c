import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FakeClock } from '../../../support/fake-clock.ts';
import { startRelay } from '../../../support/relay.ts';
import { type Said, serve } from '../../../upstreams/serve.ts';

/** Answers of a real API server (1.20), as it gave them to `Accept: application/json;as=Table`. */
const recorded = (name: string): string =>
  readFileSync(new URL(`recorded/${name}`, import.meta.url), 'utf8');

const folder = mkdtempSync(join(tmpdir(), 'recorded-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ENV = {
  DEMO: '0',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_PHONE_NUMBER: '+15550100000',
  DATABASE_URL: 'memory:',
};

/** What stands at a path; everything else is not there, in the server's own words. */
type Answers = Readonly<Record<string, Said>>;

const NOT_THERE: Said = { status: 404, text: recorded('node-usage.missing.json') };
const table = (name: string): Said => ({ text: recorded(`${name}.table.json`) });
const refusal = (status: number, name: string): Said => ({
  status,
  text: recorded(`${name}.json`),
});

async function reads(answers: Answers, ...texts: readonly string[]): Promise<string> {
  await using server = await serve(({ path }) => answers[path] ?? NOT_THERE);
  const kubeconfig = join(folder, 'config');
  const cluster = `{ server: "${server.url.origin}" }`;
  writeFileSync(
    kubeconfig,
    `apiVersion: v1
kind: Config
current-context: home
clusters: [{ name: home, cluster: ${cluster} }]
users: [{ name: me, user: { token: a-token } }]
contexts: [{ name: home, context: { cluster: home, user: me } }]
`,
  );
  await using relay = await startRelay({
    clock: new FakeClock(),
    env: { ...ENV, KUBECONFIG: kubeconfig },
  });
  for (const text of texts) await relay.alice.texts(text);
  return relay.alice.reads();
}

describe('the recorded answers of a real API server', () => {
  test('list its services', async () => {
    const text = await reads({ '/api/v1/services': table('services') }, '3s');
    expect(text).toMatch(/^K8s: 1 service\n1 kubernetes ClusterIP\n/);
  });

  test('list its namespaces where no pod runs yet', async () => {
    const noPods = { kind: 'Table', columnDefinitions: [{ name: 'Name' }], rows: [] };
    const answers = {
      '/api/v1/namespaces': table('namespaces'),
      '/api/v1/pods': { json: noPods },
    };
    const text = await reads(answers, '3d');
    expect(text).toMatch(/^K8s: 7 namespaces\n1 apps 0 pods\n/);
    expect(text).toContain('empty-ns 0 pods');
  });

  test.for([
    ['a token that may not look', refusal(403, 'pods.forbidden')],
    ['a token that is wrong', refusal(401, 'pods.bad-token')],
  ] as const)('%s is a refused key, and never no pods', async ([, refused]) => {
    const text = await reads({ '/api/v1/pods': refused, '/api/v1/services': refused }, '3p');
    expect(text).toMatch(/^K8s \? refused our key/);
    expect(text).not.toMatch(/\b0 pods|no pods|K8s OK/);
  });

  test('a list that is not there is said to be missing, not empty', async () => {
    expect(await reads({}, '3s')).not.toMatch(/\b0 services|K8s OK/);
  });
});
