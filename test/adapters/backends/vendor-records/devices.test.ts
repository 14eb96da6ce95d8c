import { expect, test } from 'vitest';
import { readDevice } from '../../../../src/adapters/backends/vendor-records/network.ts';

const GATEWAY = { name: 'gw', type: 'gateway', status: 'online' };

test.for([
  [{ cpuLoad: '12 %' }, 12],
  [{ cpu_usage: 12 }, 12],
  [{ cpu: '12%' }, 12],
  [{ cpu: 0.12 }, undefined],
  [{ cpu_usage: 1200 }, undefined],
] as const)('the load of %o is %s percent', ([record, percent]) => {
  expect(readDevice({ ...GATEWAY, ...record })?.cpuPercent).toBe(percent);
});

test('an uptime may have its plurals in brackets', () => {
  const up = readDevice({ ...GATEWAY, uptime: '9day(s) 11h 43m 12s' });
  expect(up?.uptimeSec).toBe(((9 * 24 + 11) * 60 + 43) * 60 + 12);
});
