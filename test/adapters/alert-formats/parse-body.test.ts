import { expect, test } from 'vitest';
import { readReport } from '../../../src/adapters/alert-formats/read-report.ts';
import { eventOf, NOW } from './sample.ts';

test.for([
  ['', 'empty body'],
  [' \n', 'empty body'],
  ['\u0000\u200b', 'no title'],
  ['{}', 'no title'],
  ['{"title":" "}', 'no title'],
  ['{"title":"a"', 'bad JSON'],
  ['[[]]', 'no alerts'],
  [`${'[{"a":'.repeat(40)}1${'}]'.repeat(40)}`, 'nested too deeply'],
] as const)('%j is refused', ([body, error]) => {
  expect(readReport({ source: 'house', body, query: {}, now: NOW })).toEqual({ ok: false, error });
});

test.for([
  ['disk=90% on nas', 'disk=90% on nas'],
  ['disk=90%', 'disk=90%'],
  ['value=3', 'value=3'],
  ['[FIRING] nas', '[FIRING] nas'],
  ['"nas is down"', 'nas is down'],
  ['42', '42'],
])('%j is a text', ([body, title]) => {
  expect(eventOf(body).title).toBe(title);
});

test('line breaks in a text of a script are forgiven', () => {
  expect(eventOf('{"title":"Backup failed",\n"message":"line 1\nline 2"}').detail).toBe(
    'line 1 line 2',
  );
});

test.for([
  ['a form', 'title=Disk+full&status=ok&token=hunter2'],
  ['JSON as the only name of a form', encodeURIComponent('{"title":"Disk full","status":"ok"}')],
  ['a byte order mark', '\uFEFF{"title":"Disk full","status":"ok"}'],
])('%s is read', ([, body]) => {
  expect(eventOf(body)).toMatchObject({ title: 'Disk full', state: 'resolved' });
});
