import { expect, test } from 'vitest';
import { parseSeverity } from '../../src/alerts/severity.ts';

test.each([
  ['critical', 'critical'],
  ['Page', 'critical'],
  [' ERROR ', 'critical'],
  [5, 'critical'],
  ['average', 'warning'],
  ['2', 'warning'],
  ['notice', 'info'],
  ['ok', 'info'],
  ['severe-ish', 'warning'],
  ['__proto__', 'warning'],
  [undefined, 'warning'],
  [{}, 'warning'],
])('%j is %s', (word, severity) => expect(parseSeverity(word)).toBe(severity));
