import { expect, test } from 'vitest';
import { type AlertFacts, evaluateAlerts } from '../../src/doctor/alerts.ts';

const says = (facts: Partial<AlertFacts>): readonly string[] =>
  evaluateAlerts({ hasApiKey: false, keys: [], sources: [], ...facts }).map(
    ({ state, says: words }) => `${state}: ${words}`,
  );

test('a relay without monitoring tools is not told of them', () => expect(says({})).toEqual([]));

test('a source that is set up and has no key is named', () => {
  const sources = [
    { name: 'kuma', isSigned: false },
    { name: 'grafana', isSigned: true },
  ];
  expect(says({ sources })).toEqual(['note: kuma cannot deliver: there is no key']);
  expect(says({ sources, hasApiKey: true })).toEqual(['ok: 1 key can deliver alerts']);
});

test('a key that nothing uses is named', () => {
  const keys = [
    { name: 'kuma', isUsed: true },
    { name: 'gatus', isUsed: false },
  ];
  expect(says({ keys })).toEqual(['note: 2 keys can deliver alerts, never used: gatus']);
});
