import { expect, test } from 'vitest';
import { findProblems } from '../../../src/areas/security/problems.ts';
import type { SecurityStatus } from '../../../src/areas/security/security.ts';
import { describeProblem } from '../../../src/operation/problem.ts';
import { FakeInventory } from '../../support/fake-inventory.ts';

const wordsOf = (status: SecurityStatus, off: readonly string[] = []): readonly string[] =>
  findProblems(status, new FakeInventory(off)).map(describeProblem);

test.for<readonly [string, SecurityStatus, readonly string[]]>([
  ['warnings', { critical: 0, warnings: 9 }, []],
  ['a critical alert that is only counted', { critical: 1, warnings: 0 }, ['1 critical alert']],
  ['several of them', { critical: 3, warnings: 0 }, ['3 critical alerts']],
  [
    'critical alerts by what the newest says',
    { critical: 2, warnings: 0, newest: 'Root login over SSH' },
    ['2 critical: Root login over SSH'],
  ],
  ['a source that is silent', { critical: 0, warnings: 0, silent: ['Wazuh'] }, ['Wazuh no answer']],
  [
    'what is known before who is silent',
    { critical: 1, warnings: 0, silent: ['Wazuh'] },
    ['1 critical alert', 'Wazuh no answer'],
  ],
])('%s', ([, status, expected]) => {
  expect(wordsOf(status)).toEqual(expected);
});

test('a source that may be off is not missed', () => {
  const status = { critical: 0, warnings: 0, silent: ['Wazuh', 'CrowdSec'] };
  expect(wordsOf(status, ['security/source/Wazuh'])).toEqual(['CrowdSec no answer']);
});
