import { expect, test } from 'vitest';
import { readClusterEvent } from '../../../../src/adapters/backends/vendor-records/k8s.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const BACK_OFF = { reason: 'BackOff', message: 'Back-off restarting failed container' };
const read = (record: object) => readClusterEvent({ ...BACK_OFF, ...record }, NOW);

test.for([
  [{ last_time: '2026-11-21T11:58:00Z' }, '2026-11-21T11:58:00.000Z'],
  [{ lastTime: '2026-11-21T11:57:44Z' }, '2026-11-21T11:57:44.000Z'],
  [{ first_occurred_at: '2026-11-21T11:00:00Z' }, '2026-11-21T11:00:00.000Z'],
  [{ age: '5m' }, '2026-11-21T11:55:00.000Z'],
  [{ last_time: null }, undefined],
  [{}, undefined],
] as const)('the time of %o is told, and never made up', ([record, at]) => {
  expect(read(record)?.at).toBe(at);
});

test.for([
  [{ involvedObject: { kind: 'Pod', name: 'kino-1' } }, 'Pod/kino-1'],
  [{ object: 'Pod/kino-1', name: 'other' }, 'Pod/kino-1'],
  [{ name: 'kino-1.17f3a2b4c5d6e7f8' }, 'kino-1'],
  [{ pod: 'kino-1' }, 'kino-1'],
  [{}, '?'],
] as const)('what %o happened to is named', ([record, object]) => {
  expect(read(record)?.object).toBe(object);
});
