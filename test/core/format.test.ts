import { expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatPercent,
  formatRate,
} from '../../src/core/format.ts';

test.for([
  [0, '0s'],
  [40, '40s'],
  [59.9, '59s'],
  [60, '1m'],
  [3599, '59m'],
  [3600, '1h'],
  [11_100, '3h 5m'],
  [86_400, '1d'],
  [1_220_400, '14d 3h'],
  [-5, '0s'],
] as const)('%d seconds are said as %s', ([seconds, text]) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.for([
  [0, '0 bps'],
  [999, '999 bps'],
  [125_000_000, '125 Mbps'],
  [1_240_000_000, '1.2 Gbps'],
  [999_999_999, '1 Gbps'],
  [800_000, '800 kbps'],
] as const)('%d bits per second are said as %s', ([bps, text]) => {
  expect(formatRate(bps)).toBe(text);
});

test.for([
  [512, '512B'],
  [3.1 * 1024 ** 3, '3.1G'],
  [64 * 1024 ** 3, '64G'],
  [1024 ** 5 * 5000, '5000P'],
] as const)('%d bytes are said as %s', ([bytes, text]) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('a percentage nobody told is a question mark', () => {
  expect([formatPercent(22.6), formatPercent(undefined)]).toEqual(['23%', '?']);
});

test('one is singular', () => {
  expect([0, 1, 2].map((n) => formatCount(n, 'alert'))).toEqual([
    '0 alerts',
    '1 alert',
    '2 alerts',
  ]);
});
