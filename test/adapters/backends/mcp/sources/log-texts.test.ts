import { describe, expect, test } from 'vitest';
import { phone } from './phone-with-tools.ts';

const LINES = [
  '2026-11-21 11:50:00 sshd[1]: Accepted key',
  '2026-11-21 11:40:00 ERROR [db] is full',
];

/** The entries of a log, as a tool of an unknown server returns it. */
const logOf = (answer: unknown) => phone('security', { get_logs: () => answer }).says('4l');

describe('entries are read', () => {
  test.for<readonly [what: string, answer: unknown]>([
    ['from a list of lines', { logs: LINES, total: 2 }],
    ['from one text', { status: 'success', output: LINES.join('\n') }],
    ['from the texts of records', { data: LINES.map((text) => ({ text })) }],
    ['from a text alone', LINES.join('\n')],
  ])('%s', async ([, answer]) => {
    const text = await logOf(answer);
    expect(text).toMatch(/^1 11:50 sshd: Accepted key$/m);
    expect(text).toMatch(/^2 ! 11:40 db: is full$/m);
  });

  test('from lines without times, under the name of a log', async () => {
    expect(await logOf({ logs: 'the gate opened\nthe gate closed again' })).toMatch(
      /log: the gate opened/,
    );
  });

  test('from what a firewall notes of packets', async () => {
    const packet = { src: '203.0.113.9', dst: '198.51.100.7', dstport: '22', protoname: 'tcp' };
    const answer = [{ __timestamp__: '2026-11-21T11:50:00Z', action: 'block', ...packet }];
    expect(await logOf(answer)).toMatch(
      /^1 11:50 log: block tcp from 203\.0\.113\.9 to 198\.51\.100\.7:22$/m,
    );
  });

  test('from the records of a router, whose topics say how bad they are', async () => {
    const text = await logOf([
      { time: 'nov/21/2026 11:50:00', topics: 'system,error', message: 'login failure' },
      { time: '2026-11-21 11:49:00', topics: 'dhcp,info', message: 'lan1 assigned' },
    ]);
    expect(text).toMatch(/^1 ! 11:50 system: login failure$/m);
    expect(text).toMatch(/^2 11:49 dhcp: lan1 assigned$/m);
  });
});

test.for<readonly [what: string, answer: unknown]>([
  ['the names of logs', { logs: ['syslog', 'auth.log'] }],
  ['words about a log', 'The log is empty.\nAsk again later.'],
  ['one line of words', { logs: 'No log lines were found today.' }],
])('no entries: %s', async ([, answer]) => {
  expect(await logOf(answer)).toContain('answer not readable');
});
