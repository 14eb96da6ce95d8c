import { expect, test } from 'vitest';
import {
  levelByLegend,
  readLevelLegend,
} from '../../../../../src/adapters/backends/mcp/sources/level-legend.ts';

test.for([
  ['sev: 3 is critical, 2 is a warning, 1 is informational.', 3, 'critical'],
  ['S1 is critical, S2 and S3 are warnings.', 'S3', 'warnings'],
  ['Severity (critical = 1, info = 4).', 1, 'critical'],
  ['The newest first. sev: 1 critical, 2 high, 3 medium, 4 low.', 1, 'critical'],
  ['The newest first. sev: 1 critical, 2 high, 3 medium, 4 low.', 4, 'low'],
  ['Alerts, with a severity from 1 (low) to 5 (critical).', 5, 'critical'],
  ['The last 10 critical alerts. Level is a word.', 10, undefined],
  ['Alerts.', 1, undefined],
] as const)('by "%s" a level of %s is %s', ([description, severity, word]) => {
  expect(levelByLegend({ title: 'x', severity }, readLevelLegend(description))).toBe(word);
});
