import { expect, test } from 'vitest';
import { err, ok } from '../../src/core/result.ts';
import { evaluateHeartbeat } from '../../src/doctor/heartbeat.ts';

test('a relay without an outside watch is told how to get one', () => {
  const { state, says, next } = evaluateHeartbeat(undefined);
  expect([state, says]).toEqual(['ok', 'none: nothing tells when the relay itself is dead']);
  expect(next).toContain('two minutes');
});

test('an outside watch that answers is well', () => {
  const says = 'answers at HEARTBEAT_URL (this counted as a heartbeat)';
  expect(evaluateHeartbeat(ok(undefined))).toEqual({ subject: 'Outside watch', state: 'ok', says });
});

test.for([
  ['HTTP 404', /gone or mistyped/],
  ['redirected to another host', /redirects to/],
  ['no connection ECONNREFUSED', /whether the watch runs/],
] as const)('an outside watch with "%s" is wrong', ([why, expected]) => {
  const { state, says, next } = evaluateHeartbeat(err(why));
  expect([state, says]).toEqual(['wrong', `HEARTBEAT_URL does not answer: ${why}`]);
  expect(next).toMatch(expected);
});
