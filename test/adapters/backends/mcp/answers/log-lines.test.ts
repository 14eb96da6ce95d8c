import { describe, expect, test } from 'vitest';
import { parseLogLines } from '../../../../../src/adapters/backends/mcp/answers/log-lines.ts';
import { parseText } from '../../../../../src/adapters/backends/mcp/answers/parse-text.ts';

const TIME = '2026-11-21 11:58:01';

describe('a line that begins with a time is an entry of a log', () => {
  test.for<readonly [line: string, facts: object]>([
    [`${TIME} lights are on`, { message: 'lights are on' }],
    [`${TIME} ERROR disk is full`, { level: 'error', message: 'disk is full' }],
    [`${TIME} [warn] [auth] bad key`, { level: 'warn', source: 'auth', message: 'bad key' }],
    [`${TIME} sshd[811]: info: hello`, { source: 'sshd', level: 'info', message: 'hello' }],
    [
      `${TIME} system,error,critical login failure for user admin`,
      { source: 'system', level: 'critical', message: 'login failure for user admin' },
    ],
    [`${TIME} dhcp,info lan1 assigned 10.0.0.9`, { source: 'dhcp', level: 'info' }],
    [`${TIME} time, tide and tea`, { message: 'time, tide and tea' }],
    [
      `${TIME} ⚠️ BackOff — Pod/web-1 — restarting — again`,
      { type: 'Warning', reason: 'BackOff', object: 'Pod/web-1', message: 'restarting — again' },
    ],
  ])('%s', ([line, facts]) => {
    expect(parseLogLines(`${line}\n${line}`)).toMatchObject([{ time: TIME, ...facts }, facts]);
  });

  test.for<readonly [line: string, time: string]>([
    ['[2026-11-21T11:58:01.123Z] x', '2026-11-21T11:58:01.123Z'],
    ['2026/11/21 11:58:01 x', '2026-11-21 11:58:01'],
    ['2026-11-21T11:58:01,5+0100 x', '2026-11-21T11:58:01.5+0100'],
    ['11:58 x', '11:58'],
  ])('in other spellings of time: %s', ([line, time]) => {
    expect(parseLogLines(line)).toEqual([{ time, message: 'x' }]);
  });
});

test('a label and what it counts stand beside the entries', () => {
  expect(parseText(`LOG ENTRIES (showing 2 of 9):\n\n${TIME} one\n${TIME} two`)).toMatchObject({
    items: [{ message: 'one' }, { message: 'two' }],
    total: 9,
  });
});

test.for<readonly [what: string, text: string]>([
  ['prose about a time', 'The gate was opened.\nIt was closed at 2026-11-21 11:58:01.'],
  ['more words than entries', `one\ntwo\n${TIME} three`],
  ['nothing', ''],
])('%s is no log', ([, text]) => {
  expect(parseLogLines(text)).toBeUndefined();
});
