import { expect, test } from 'vitest';
import { factsOfPath } from '../../../../../src/adapters/backends/mcp/sources/facts-of-path.ts';

test.for<readonly [path: string, facts: object]>([
  ['fjord/qemu/301', { type: 'qemu', id: '301', node: 'fjord' }],
  ['fjord/lxc/401', { type: 'lxc', id: '401', node: 'fjord' }],
  ['/nodes/fjord/qemu/301', { type: 'qemu', id: '301', node: 'fjord' }],
  ['/api2/json/nodes/fjord/lxc/12/status/current', { type: 'lxc', id: '12', node: 'fjord' }],
  ['cluster:fjord:vm:301', { type: 'vm', id: '301', node: 'fjord' }],
  ['qemu/301', { type: 'qemu', id: '301' }],
  ['nodes/qemu/301', { type: 'qemu', id: '301' }],
])('%s tells %o', ([path, facts]) => {
  expect(factsOfPath({ path, label: 'x' })).toEqual(facts);
});

test.for<readonly [what: string, record: unknown]>([
  ['one without a number', { path: 'fjord/qemu/web' }],
  ['one without a kind', { path: 'fjord/disk/301' }],
  ['a number and a kind in words', { note: 'moved from fjord/qemu/301 to bay' }],
  ['two that differ', { path: 'fjord/qemu/301', parent: 'fjord/qemu/9000' }],
  ['a text', 'fjord/qemu/301'],
  ['nothing', null],
])('no path: %s', ([, record]) => {
  expect(factsOfPath(record)).toEqual({});
});
