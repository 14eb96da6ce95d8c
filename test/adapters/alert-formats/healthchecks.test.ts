import { expect, test } from 'vitest';
import { eventOf, reportOf, sampleBody } from './sample.ts';

const ID = '3b4f2f0e-9d5e-4d3a-8f53-0c1f5b7b3e10';

test('the id of a check is nowhere, though it is the key', () => {
  const down = eventOf(sampleBody('healthchecks-down'));
  const other = { code: ID.replace('3b', '4b'), status: 'down', name: 'nightly restic' };
  expect(JSON.stringify(down)).not.toContain('3b4f2f0e');
  expect(eventOf(other).key).not.toBe(down.key);
});

test('an id in the words of a person is not kept either', () => {
  const desc = `curl https://hc.lan/ping/${ID}`;
  const event = eventOf({ uuid: ID, status: 'down', name: `restic ${ID}`, desc });
  expect(JSON.stringify(event)).not.toContain('3b4f2f0e');
});

test('the tag critical makes a check critical', () => {
  const check = { uuid: ID, status: 'down', name: 'ups' };
  expect(eventOf({ ...check, tags: 'nas critical' }).severity).toBe('critical');
  expect(eventOf({ ...check, tags: 'not-critical' }).severity).toBe('warning');
});

test('an exit status is said, and -1 is none', () => {
  const check = { code: ID, status: 'down', name: 'restic' };
  expect(eventOf({ ...check, exit: '3' }).title).toBe('check is down, exit status 3');
  expect(eventOf({ ...check, exit: '-1' }).title).toBe('check is down');
});

test.for([503, 'E42'])('a code that is no id does not make a check: %j', (code) => {
  expect(reportOf({ name: 'web', status: 'down', code }).product).toBe('generic');
});

test('the test of an integration is a check named TEST', () => {
  expect(eventOf({ code: ID, status: 'down', name: 'TEST' })).toMatchObject({
    state: 'test',
    title: 'Healthchecks test',
  });
});
