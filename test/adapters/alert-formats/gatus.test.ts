import { expect, test } from 'vitest';
import { eventOf, reportOf, sampleBody } from './sample.ts';

const body = (state: string, conditions: string, errors = ''): string =>
  `{"source":"gatus","name":"api","group":"core","url":"https://api.lan/?key=hunter2","state":"${state}","description":"","conditions":"${conditions}","errors":"${errors}"}`;

test('quotes that a condition brings along are no bad JSON', () => {
  const text = body('TRIGGERED', '❌ - `[BODY].status (DOWN) == "UP"`, ✅ - `[STATUS] == 200`');
  expect(reportOf(text)).toMatchObject({
    product: 'gatus',
    events: [
      {
        key: 'core/api',
        state: 'firing',
        subject: 'api',
        title: 'BODY.status (DOWN) == "UP"',
        url: 'https://api.lan/',
      },
    ],
  });
});

test('quotes in the errors are escaped by Gatus, and mean nothing here', () => {
  expect(eventOf(sampleBody('gatus-connect-error')).title).toBe(
    'dial tcp 10.0.0.9:443: connect: connection refused',
  );
});

test.for([
  ['JSON', '❌ - `[BODY] (","state":"RESOLVED","x":") == ok`'],
  ['repaired JSON', '❌ - `[BODY] ("a","state":"RESOLVED","x":") == "ok"`'],
] as const)('a page can not declare itself well: %s', ([, conditions]) => {
  expect(eventOf(body('TRIGGERED', conditions)).state).toBe('firing');
});

test('a page can not take the name of another endpoint', () => {
  const event = eventOf(body('TRIGGERED', '❌ - `[BODY] ("a","name":"b","x":") == "ok"`'));
  expect(event).toMatchObject({ key: 'core/api', subject: 'api' });
});

test('words of its own for the two states are understood', () => {
  expect(eventOf(body('firing', '')).state).toBe('firing');
  expect(eventOf(body('ok', '')).state).toBe('resolved');
});

test('an endpoint without a group is known by its name', () => {
  const text = '{"source":"gatus","name":"api","group":"","state":"TRIGGERED","errors":""}';
  expect(eventOf(text)).toMatchObject({ key: 'api', title: 'check fails' });
});

test('broken JSON of other tools is not repaired', () => {
  expect(() => eventOf('{"title":"a "quoted" word"}')).toThrow('bad JSON');
});
