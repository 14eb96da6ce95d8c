import { expect, test } from 'vitest';
import { readReport } from '../../../src/adapters/alert-formats/read-report.ts';
import { AlertMapping } from '../../../src/alerts/alert-mapping.ts';
import { NOW } from './sample.ts';

const read = (body: string, mapping: AlertMapping) =>
  readReport({ source: 'house', body, query: {}, mapping, now: NOW });

const mapping = AlertMapping.parse({
  title: '/evt/what',
  key: '/dev/id',
  subject: '/dev/a~1b',
  state: { at: '/ok', map: { false: 'firing', true: 'resolved' } },
  severity: '/list/1',
});

test('foreign JSON is read by a mapping', () => {
  const body = {
    evt: { what: 'Leak' },
    dev: { id: 7, 'a/b': 'cellar' },
    ok: true,
    list: [0, 'crit'],
  };
  expect(read(JSON.stringify(body), mapping)).toMatchObject({
    ok: true,
    value: {
      product: 'mapped',
      events: [
        { title: 'Leak', key: '7', subject: 'cellar', state: 'resolved', severity: 'critical' },
      ],
    },
  });
});

test('a state that the mapping does not name fires', () => {
  for (const ok of [null, 'perhaps', undefined]) {
    expect(read(JSON.stringify({ evt: { what: 'Leak' }, ok }), mapping)).toMatchObject({
      value: { events: [{ state: 'firing' }] },
    });
  }
});

test('a mapping reads nothing that is not in the body', () => {
  const pointers = AlertMapping.parse({ title: '/constructor/name', key: '/__proto__/x' });
  expect(read('{"a":1}', pointers)).toEqual({ ok: false, error: 'no title' });
  expect(read('some text', mapping)).toEqual({ ok: false, error: 'bad JSON' });
});

test.for([
  { title: 'evt/what' },
  { title: '/a', other: '/b' },
  { title: '/a', state: { at: '/b', map: { x: 'broken' } } },
])('%j is no mapping', (value) => {
  expect(AlertMapping.safeParse(value).success).toBe(false);
});
