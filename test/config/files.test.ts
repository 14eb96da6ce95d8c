import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONTRACT } from '../../src/adapters/backends/mcp/sources/contract.ts';
import { type Config, loadConfig } from '../../src/config/config.ts';
import { ITEMS } from '../../src/config/relay-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | object): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function load(env: NodeJS.ProcessEnv): Promise<Config> {
  const loaded = await loadConfig({ DEMO: '1', ...env });
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  return loaded.value;
}

async function problems(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const loaded = await loadConfig({ DEMO: '1', ...env });
  return loaded.ok ? [] : loaded.error;
}

describe('MCP_CONFIG', () => {
  const mcp = (servers: object, env: NodeJS.ProcessEnv = {}) =>
    load({ MCP_CONFIG: file('mcp.json', { mcpServers: servers }), ...env });
  const complaints = (content: string | object) =>
    problems({ MCP_CONFIG: file('bad.json', content) });

  test('names programs, with what they are given', async () => {
    const { areas } = await mcp({
      'my-unifi': {
        command: 'npx',
        args: ['ames-unifi-mcp@1.0.7'],
        env: { UNIFI_API_KEY: 'key-of-unifi', UNIFI_VERIFY_SSL: false },
        cwd: '/srv',
      },
    });
    const [server] = areas.network.servers;
    expect(server).toMatchObject({
      name: 'my-unifi',
      area: 'network',
      reach: { kind: 'stdio', command: 'npx', args: ['ames-unifi-mcp@1.0.7'], cwd: '/srv' },
    });
    const env = server?.reach.kind === 'stdio' ? [...server.reach.env] : [];
    expect(env.map(([name, value]) => [name, value.reveal()])).toEqual([
      ['UNIFI_API_KEY', 'key-of-unifi'],
      ['UNIFI_VERIFY_SSL', 'false'],
    ]);
    expect(inspect(areas, { depth: 9 })).not.toContain('key-of-unifi');
  });

  test('names addresses, with headers and an exchange of keys', async () => {
    const { areas } = await mcp(
      {
        soc: {
          type: 'http',
          url: 'http://wazuh:3000',
          area: 'security',
          profile: 'wazuh',
          callsAtOnce: 2,
          headers: { 'X-MCP-AUTH': `\${KEY}`, 'x-b': `\${env:NOT_SET:-fallback}` },
          tokenExchange: { url: 'http://wazuh:3000/auth/token', body: { api_key: `\${KEY}` } },
        },
        old: { type: 'sse', url: 'http://old/sse', area: 'k8s' },
      },
      { KEY: 'secret-key' },
    );
    const [server] = areas.security.servers;
    expect(server).toMatchObject({ profile: 'wazuh', callsAtOnce: 2, reach: { isSse: false } });
    if (server?.reach.kind !== 'http') throw new Error('not http');
    expect([...server.reach.headers].map(([name, value]) => [name, value.reveal()])).toEqual([
      ['X-MCP-AUTH', 'secret-key'],
      ['x-b', 'fallback'],
    ]);
    expect(server.reach.exchange?.body.reveal()).toBe('{"api_key":"secret-key"}');
    expect(areas.k8s.servers).toMatchObject([{ reach: { isSse: true } }]);
    expect(inspect(areas, { depth: 9 })).not.toContain('secret-key');
  });

  test('says which tools a server lends', async () => {
    const { areas } = await mcp({ k8s: { command: 'x', lend: ['pods_log'] } });
    expect(areas.k8s.servers).toMatchObject([{ lend: ['pods_log'] }]);
    const wrong = { mcpServers: { k8s: { command: 'x', lend: 'pods_log' } } };
    expect(await complaints(wrong)).toMatchObject([expect.stringContaining('k8s.lend')]);
  });

  test('may hold servers of no area, and such as are switched off', async () => {
    const { areas } = await mcp({
      github: { command: 'gh-mcp' },
      unifi: { command: 'x', disabled: true },
    });
    expect(Object.values(areas).flatMap(({ servers }) => servers)).toEqual([]);
  });

  test.for([
    ['no JSON', 'mcpServers:', /^MCP_CONFIG: is not JSON/],
    ['no servers', { servers: {} }, /^MCP_CONFIG: has no object "mcpServers"/],
    ['an entry that is neither', { mcpServers: { unifi: {} } }, /^MCP_CONFIG: unifi\.url/],
    [
      'an odd area',
      { mcpServers: { a: { command: 'x', area: 'b' } } },
      /unifi|a\.area: must be one/,
    ],
    [
      'a variable nobody set',
      { mcpServers: { unifi: { url: `http://\${NOWHERE_SET}` } } },
      /NOWHERE_SET/,
    ],
    [
      'two networks',
      { mcpServers: { unifi: { command: 'x' }, 'net-2': { command: 'y' } } },
      /^network has 2 MCP servers \(unifi, net-2\)$/,
    ],
  ] as const)('%s is a problem', async ([, content, expected]) => {
    const [problem = ''] = await complaints(content);
    expect(problem).toMatch(expected);
  });

  test.for([
    ['{ "token": never-shown }', 'MCP_CONFIG: is not JSON'],
    ['{\n "token": "never-shown" "x" }', 'MCP_CONFIG: is not JSON: look at line 2, column 25'],
    ['never-shown (line 1 column 1)', 'MCP_CONFIG: is not JSON'],
  ] as const)('that is not JSON is told without its text: %s', async ([content, expected]) => {
    expect(await complaints(content)).toEqual([expected]);
  });

  test('may begin with the mark that some editors write', async () => {
    const text = '\uFEFF{ "mcpServers": { "unifi": { "command": "x" } } }';
    const { areas } = await load({ MCP_CONFIG: file('bom.json', text) });
    expect(areas.network.servers).toHaveLength(1);
  });

  test('that is not there is a problem', async () => {
    expect(await problems({ MCP_CONFIG: join(folder, 'none.json') })).toMatchObject([
      expect.stringContaining('MCP_CONFIG: cannot be read'),
    ]);
  });
});

describe('RELAY_CONFIG', () => {
  const complaints = (yaml: string) => problems({ RELAY_CONFIG: file('relay.yaml', yaml) });

  test('says which tools the server of a variable lends, and of no other', async () => {
    const RELAY_CONFIG = file('lend.yaml', 'areas: { k8s: { lend: [pods_log] } }');
    const { areas } = await load({ RELAY_CONFIG, K8S_MCP_URL: 'http://k8s:8080' });
    expect(areas.k8s.servers).toMatchObject([{ name: 'K8S_MCP_URL', lend: ['pods_log'] }]);
    expect(await problems({ RELAY_CONFIG })).toMatchObject([
      expect.stringContaining('areas.k8s.lend: applies only to a server set by a variable'),
    ]);
  });

  test('turns the monthly text about gaps off, which is on without it', async () => {
    const gaps = async (yaml: string): Promise<boolean> =>
      (await load({ RELAY_CONFIG: file('gaps.yaml', yaml) })).gaps;
    expect((await load({})).gaps).toBe(true);
    expect(await gaps('people: {}')).toBe(true);
    expect(await gaps('gaps: false')).toBe(false);
    expect(await complaints('gaps: sometimes')).toEqual([
      'RELAY_CONFIG: gaps: must be true or false',
    ]);
  });

  test('says how items are told', async () => {
    const { areas } = await load({
      RELAY_CONFIG: file(
        'relay.yaml',
        `
areas:
  network:
    profile: generic
    items:
      clients:
        tool: stations
        args: { site: 7 }
        map: '{ "clients": [$.{ "id": mac, "name": nick }] }'
`,
      ),
    });
    expect(areas.network).toMatchObject({
      profile: 'generic',
      items: { clients: { tool: 'stations', args: { site: 7 } } },
    });
  });

  test('may be empty', async () => {
    expect((await load({ RELAY_CONFIG: file('empty.yaml', '') })).areas.k8s.items).toEqual({});
  });

  test('switches the weekly check off', async () => {
    const sends = async (yaml: string): Promise<boolean> =>
      (await load({ RELAY_CONFIG: file('loop.yaml', yaml) })).sendsLoopText;
    expect([await sends(''), await sends('loop_text: false')]).toEqual([true, false]);
    expect((await load({})).sendsLoopText).toBe(true);
  });

  test.for([
    ['a weekly check that is neither on nor off', 'loop_text: sometimes', /loop_text: must be/],
    ['no YAML', 'areas: [', /^RELAY_CONFIG: is not YAML/],
    ['an area we do not have', 'areas: { garden: {} }', /garden/],
    [
      'an item we do not have',
      'areas: { proxmox: { items: { clients: { tool: x } } } }',
      /proxmox\.items.*clients/,
    ],
    ['an item without a tool', 'areas: { k8s: { items: { pods: {} } } }', /pods\.tool/],
    [
      'a mapping that is none',
      `areas: { k8s: { items: { pods: { tool: x, map: '{{' } } } }`,
      /^RELAY_CONFIG: areas\.k8s\.items\.pods\.map: /,
    ],
  ] as const)('%s is a problem', async ([, yaml, expected]) => {
    const [problem = ''] = await complaints(yaml);
    expect(problem).toMatch(expected);
  });

  test('that is not YAML is told without its text', async () => {
    expect(await complaints('areas:\n  token: never-shown: never-shown')).toEqual([
      'RELAY_CONFIG: is not YAML: block as implicit key in line 2, column 10',
    ]);
  });

  test('knows the items of the contract, and no others', () => {
    const items = Object.fromEntries(
      Object.entries(CONTRACT).map(([area, questions]) => [area, Object.keys(questions)]),
    );
    expect(ITEMS).toEqual(items);
  });
});
