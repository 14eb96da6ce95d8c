import { expect, test } from 'vitest';
import { parseText } from '../../../../../src/adapters/backends/mcp/answers/parse-text.ts';
import { parsePrintTable } from '../../../../../src/adapters/backends/mcp/answers/print-table.ts';

test('cells stand to the left or the right below their headings, with flags and comments', () => {
  const text = [
    'STATIONS:',
    '',
    'Flags: X - disabled; A - AUTHORIZED',
    'Columns: INTERFACE, MAC-ADDRESS, SIGNAL, SSID',
    '#    INTERFACE  MAC-ADDRESS        SIGNAL  SSID     ',
    ';;; the kettle',
    '0 A  wifi1      02:4D:00:00:00:21     -51  Fjord Net',
    '1 XA wifi2-far  02:4D:00:00:00:22    -103           ',
  ].join('\n');
  expect(parseText(text)).toEqual({
    STATIONS: [
      {
        ...{ disabled: 'false', authorized: 'true', comment: 'the kettle' },
        ...{ INTERFACE: 'wifi1', 'MAC-ADDRESS': '02:4D:00:00:00:21' },
        ...{ SIGNAL: '-51', SSID: 'Fjord Net' },
      },
      {
        ...{ disabled: 'true', authorized: 'true', INTERFACE: 'wifi2-far' },
        ...{ 'MAC-ADDRESS': '02:4D:00:00:00:22', SIGNAL: '-103', SSID: '' },
      },
    ],
  });
});

test('a table may go without numbers and flags', () => {
  expect(parsePrintTable('Columns: NAME, STATUS\nNAME  STATUS\ndns   bound\ntv         ')).toEqual([
    { NAME: 'dns', STATUS: 'bound' },
    { NAME: 'tv', STATUS: '' },
  ]);
});

test('an empty list is none', () => {
  expect(parsePrintTable('Columns: NAME, STATUS\n# NAME  STATUS\n')).toBeUndefined();
});

test.for<readonly [what: string, text: string]>([
  ['without the names of columns', 'NAME  STATUS\ndns   bound'],
  ['with other names than its heading', 'Columns: NAME, PORT\nNAME  STATUS\ndns   bound'],
  ['with names in prose', 'Columns: the name, the state\nNAME  STATUS\ndns   bound'],
])('no table: one %s', ([, text]) => {
  expect(parsePrintTable(text)).toBeUndefined();
});
