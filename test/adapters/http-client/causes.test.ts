import { expect, test } from 'vitest';
import { codesOf, errorCodeOf } from '../../../src/adapters/http-client/causes.ts';

const coded = (code: unknown, cause?: unknown): Error =>
  Object.assign(new Error('failed', { cause }), { code });

test('the codes of an error are its own and those of its causes, the outermost first', () => {
  const thrown = new Error('fetch failed', { cause: coded('ECONNREFUSED', coded(-32_000)) });
  expect(codesOf(thrown)).toEqual(['ECONNREFUSED', -32_000]);
  expect(errorCodeOf(thrown)).toBeUndefined();
});

test('what is no error, or has no code that can be read, has none', () => {
  expect([undefined, 'x', { code: 'E' }, coded(undefined), coded({})].flatMap(codesOf)).toEqual([]);
});

test('an error that is its own cause ends', () => {
  const thrown = coded('E');
  thrown.cause = thrown;
  expect(codesOf(thrown)).toEqual(['E']);
});
