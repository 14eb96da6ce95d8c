import { expect, test } from 'vitest';
import type { McpTool } from '../../../../../src/adapters/backends/mcp/client/tool-list.ts';
import { phone, takes } from './phone-with-tools.ts';

const READS = { annotations: { readOnlyHint: true } };
const LINES = () => [{ time: '2026-01-01T00:00:00Z', message: 'sshd: hello' }];

test.for<readonly [string, Partial<McpTool>]>([
  ['monitor_logs', {}],
  ['get_new_logs', { description: 'Waits up to 30 seconds for new entries.' }],
  ['get_logs', { description: 'Wait for new log lines and return them.' }],
  ['read_logs', { description: 'The log, like `tail -f`.' }],
  ['get_log_lines', { description: 'Blocks until a line arrives.' }],
  ['fetch_logs', { description: 'Follow the log of the system.' }],
  ['list_logs', { description: 'Streams log lines as they come.' }],
  ['tail_logs', takes({ wait_seconds: { type: 'integer', default: 20 } })],
])('a tool that waits for what comes is not asked unasked: %s %o', async ([name, tool]) => {
  const { says, asked } = phone('security', { [name]: [{ ...READS, ...tool }, LINES] });
  await says('4l');
  expect(asked).toEqual([]);
});

test.for<readonly [string, Partial<McpTool>]>([
  ['get_logs', { description: 'Lists log lines with the following fields: time, message.' }],
  ['get_logs', takes({ follow: { type: 'boolean', default: false } })],
  ['get_logs', takes({ wait_seconds: { type: 'integer', default: 0 } })],
])('one that does not is: %s %o', async ([name, tool]) => {
  const { says } = phone('security', { [name]: [{ ...READS, ...tool }, LINES] });
  expect(await says('4l')).toContain('hello');
});
