import { expect, test } from 'vitest';
import { isNamedIn } from '../../../src/areas/network/is-named-in.ts';

test.for<readonly [message: string, name: string, isNamed: boolean]>([
  ['AP-1 lost its uplink', 'AP-1', true],
  ['Lost sight of AP-1.', 'AP-1', true],
  ['"AP-1", rebooting', 'AP-1', true],
  ['AP-10 lost its uplink', 'AP-1', false],
  ['Old-AP-1 is too hot', 'AP-1', false],
  ['AP-10 saw AP-1', 'AP-1', true],
  ['Malware from 10.0.0.5', '', false],
  ['Büro AP is away', 'Büro', true],
  ['Bürobär is away', 'Büro', false],
])('%s names %s: %s', ([message, name, isNamed]) => {
  expect(isNamedIn(message, name)).toBe(isNamed);
});
