import { expect, test } from 'vitest';
import { composeFullCatalogue } from '../../src/app/full-catalogue.ts';
import { readInput } from '../../src/approvals/read-input.ts';

/** Two spellings of the same target, and the change that takes them. */
const SPELLINGS = [
  ['people_off', { person: 'anna' }, { person: ' Anna' }],
  ['people_off', { person: '+15550100001' }, { person: '+1 (555) 010-0001' }],
  ['network_kick', { id: '3c:ec:ef:00:00:01' }, { id: '3C-EC-EF-00-00-01 ' }],
  ['network_cycle', { id: 'usw', number: '5' }, { number: ' 5', id: 'USW' }],
  ['security_ban', { address: '1.2.3.4' }, { address: '::ffff:1.2.3.4' }],
  ['k8s_restart', { id: 'media/sonarr' }, { id: ' media/sonarr ' }],
] as const;

test.for(SPELLINGS)(
  '%s of %j and of %j is the same: it is not done twice at once',
  ([name, ...of]) => {
    const change = composeFullCatalogue().findChange(name);
    if (!change) throw new Error(`there is no ${name}`);
    const [one, other] = of.map((input) => readInput(change, input));
    expect(one?.ok).toBe(true);
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  },
);
