import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../../../src/adapters/backends/mcp/answers/read-answer.ts';

const read = (...texts: readonly string[]) =>
  readAnswer({ content: texts.map((text) => ({ type: 'text', text })) });

describe('data is found', () => {
  test.for<readonly [string, string, unknown]>([
    ['JSON', '{"a":1}', { a: 1 }],
    ['JSON after a label', 'Alerts:\n[{"a":1}]', [{ a: 1 }]],
    ['JSON in JSON', '{"result":"{\\"a\\":1}"}', { a: 1 }],
    ['nothing found', 'No resources found', []],
    [
      'nothing found in a part',
      'No resources found in default namespace.',
      { items: [], namespace: 'default' },
    ],
    [
      'a table',
      'NAME   AGE\nweb    5d\ndb     \n',
      [
        { NAME: 'web', AGE: '5d' },
        { NAME: 'db', AGE: '' },
      ],
    ],
    [
      'a table with brackets in its headings',
      'NAME    CPU(cores)   PORT(S)\nk3s-1   312m         80/TCP\n',
      [{ NAME: 'k3s-1', 'CPU(cores)': '312m', 'PORT(S)': '80/TCP' }],
    ],
    [
      'YAML under a comment',
      '# Events:\n- Reason: BackOff\n  Count: 3\n',
      [{ Reason: 'BackOff', Count: 3 }],
    ],
    [
      'bullets under emoji',
      '🖥️ **Nodes**\n\n🟢 **pve1**\n   • Status: online\n   • Memory: 1 GB / 2 GB\n',
      [{ name: 'pve1', Status: 'online', Memory: '1 GB / 2 GB' }],
    ],
    [
      'bullets with dashes and numbers',
      '[vm] Machines\n\n[vm] plex (ID: 104)\n  - Status: RUNNING\n',
      [{ name: 'plex', id: '104', Status: 'RUNNING' }],
    ],
    [
      'a table whose headings are words, and whose cells are two',
      'Name     Type          Status\n-------  ------------  ------\nPier GW  gateway       up\nPier AP  access point  -\n',
      [
        { Name: 'Pier GW', Type: 'gateway', Status: 'up' },
        { Name: 'Pier AP', Type: 'access point', Status: '-' },
      ],
    ],
    [
      'lines of syslog',
      'Nov 21 11:58:01 gw sshd[811]: Failed password\nNov 21 11:57:12 gw kernel: link up',
      [
        { time: 'Nov 21 11:58:01', host: 'gw', program: 'sshd', message: 'Failed password' },
        { time: 'Nov 21 11:57:12', host: 'gw', program: 'kernel', message: 'link up' },
      ],
    ],
    [
      'a list in YAML that looks like bullets',
      'pods:\n  - name: web-0\n    ns: prod\n  - name: db-0\n    ns: prod\n',
      {
        pods: [
          { name: 'web-0', ns: 'prod' },
          { name: 'db-0', ns: 'prod' },
        ],
      },
    ],
    ['a sentence', 'All is well.', 'All is well.'],
  ])('%s', async ([, text, expected]) => {
    expect(await read(text)).toEqual({ ok: true, value: expected });
  });

  test('in several blocks', async () => {
    expect(await read('Alert ID: 1\nLevel: 12', 'Alert ID: 2\nLevel: 3')).toEqual({
      ok: true,
      value: [
        { 'Alert ID': 1, Level: 12 },
        { 'Alert ID': 2, Level: 3 },
      ],
    });
  });

  test('in several blocks, although one of them cannot be read', async () => {
    expect(await read('Alert ID: 1\nDescription: {a: b}', 'Alert ID: 2\nLevel: 3')).toEqual({
      ok: true,
      value: ['Alert ID: 1\nDescription: {a: b}', { 'Alert ID': 2, Level: 3 }],
    });
  });
});

test.for([
  'Error: no such tool',
  '❌ **Failed to start VM**',
  'Failed to get nodes: 595',
  '{"error":"no leader","tool":"x"}',
  '{"success":false,"error":"404"}',
  '{"result":{"ok":false}}',
  '{"status":"error","message":"down"}',
  '{"executed":false,"note":"run it yourself"}',
])('%s is a refusal', async (text) => {
  expect(await read(text)).toMatchObject({ ok: false, error: { kind: 'refused' } });
});

test.for(['{"error":0,"data":{"a":1}}', '{"error":null,"items":[]}', '[{"error":"in a row"}]'])(
  '%s is none',
  async (text) => {
    expect(await read(text)).toMatchObject({ ok: true });
  },
);

describe('too much is no answer', () => {
  const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  const nested = (levels: number): unknown => {
    let data: unknown = [];
    for (let level = 1; level < levels; level += 1) data = [data];
    return data;
  };

  test.for<readonly [string, string, string]>([
    ['lists two million deep', deep(2_000_000), 'nested too deeply'],
    ['lists two million deep behind a label', `A:\n${deep(2_000_000)}`, 'nested too deeply'],
    ['lists two million deep in a result', `{"result":${deep(2_000_000)}}`, 'nested too deeply'],
    ['lists two million deep in JSON', `{"result":"${deep(2_000_000)}"}`, 'nested too deeply'],
    ['two million values', `[${'1,'.repeat(2_000_000)}1]`, 'too many values'],
    ['two million objects', `[${'{},'.repeat(1_700_000)}1]`, 'too many values'],
    ['ten thousand keys', `{${'"a":1,'.repeat(10_000)}"b":1}`, 'too many keys'],
  ])('%s are refused', async ([, text, cause]) => {
    expect(await read(text)).toEqual({ ok: false, error: { kind: 'invalid-response', cause } });
  });

  test.for([100, 2_000_000])('structured data %i deep is refused', async (levels) => {
    const structuredContent = { nodes: nested(levels) };
    expect(await readAnswer({ structuredContent, content: [] })).toMatchObject({
      ok: false,
      error: { kind: 'invalid-response', cause: 'more than 100000 values, or nested too deeply' },
    });
  });

  test('structured data as deep as anybody nests is read', async () => {
    const structuredContent = { nodes: nested(50) };
    expect(await readAnswer({ structuredContent, content: [] })).toMatchObject({ ok: true });
  });

  test('commas and brackets in a text are no values', async () => {
    const list = [{ name: `${'[{,'.repeat(200_000)}\\"`, id: 1 }];
    expect(await read(JSON.stringify(list))).toEqual({ ok: true, value: list });
  });
});
