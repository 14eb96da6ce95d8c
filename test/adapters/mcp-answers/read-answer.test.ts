import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../src/adapters/mcp-answers/read-answer.ts';

const read = (...texts: readonly string[]) =>
  readAnswer({ content: texts.map((text) => ({ type: 'text', text })) });

describe('data is found', () => {
  test.for<readonly [string, string, unknown]>([
    ['JSON', '{"a":1}', { a: 1 }],
    ['JSON after a label', 'Alerts:\n[{"a":1}]', [{ a: 1 }]],
    ['JSON in JSON', '{"result":"{\\"a\\":1}"}', { a: 1 }],
    ['nothing found', 'No resources found in default namespace.', []],
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
    ['a sentence', 'All is well.', 'All is well.'],
  ])('%s', ([, text, expected]) => {
    expect(read(text)).toEqual({ ok: true, value: expected });
  });

  test('in several blocks', () => {
    expect(read('Alert ID: 1\nLevel: 12', 'Alert ID: 2\nLevel: 3')).toEqual({
      ok: true,
      value: [
        { 'Alert ID': 1, Level: 12 },
        { 'Alert ID': 2, Level: 3 },
      ],
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
])('%s is a refusal', (text) => {
  expect(read(text)).toMatchObject({ ok: false, error: { kind: 'refused' } });
});

test.for(['{"error":0,"data":{"a":1}}', '{"error":null,"items":[]}', '[{"error":"in a row"}]'])(
  '%s is none',
  (text) => {
    expect(read(text)).toMatchObject({ ok: true });
  },
);

/** Patterns that look at each of these from every place would not come back in this life. */
test.for<readonly [string, string]>([
  ['spaces in a bullet', `• a${' '.repeat(5_000_000)}`],
  ['words in a bullet', `• ${'a b'.repeat(1_600_000)}`],
  ['asterisks', `• ${'*'.repeat(5_000_000)}`],
  ['headings', `NAME  ${'A  '.repeat(300_000)}`],
  ['capitals', 'A '.repeat(2_500_000)],
  ['braces', `x ${'{'.repeat(5_000_000)}`],
  ['YAML', '- a: b\n'.repeat(700_000)],
  ['spaces before an error', `${' '.repeat(5_000_000)}Error`],
])('megabytes of %s are read in no time', ([, text]) => {
  expect(read(text).ok).toBe(true);
});
