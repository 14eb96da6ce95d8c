import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { processorTimeOf } from '../../../../../src/adapters/backends/mcp/sources/processor-time.ts';

const ofThisProcess = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

test.runIf(existsSync('/proc/self/stat'))('a process is known by what it used', () => {
  const before = ofThisProcess();
  const said = processorTimeOf(process.pid) ?? 0;
  expect(said).toBeGreaterThan(before - 50);
  expect(said).toBeLessThan(ofThisProcess() + 50);
});

test('of a process that is gone, or never was, nothing is known', () => {
  expect(processorTimeOf(2 ** 30)).toBeUndefined();
  expect(processorTimeOf(undefined)).toBeUndefined();
});
