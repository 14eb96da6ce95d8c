import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFragmentHider, MIN_FRAGMENT } from '../../src/core/hide-fragments.ts';

const secret = Array.from({ length: 800 }, () => randomBytes(48).toString('base64')).join('\n');
const hide = createFragmentHider([secret], '#');
const [, second = '', third = ''] = secret.split('\n');

test('a text without any of it stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      expect(hide(text)).toBe(text);
    }),
  );
  expect(hide('')).toBe('');
});

test('whatever longer part of a line of it stands in a text, all of that part is hidden', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: second.length - MIN_FRAGMENT }),
      fc.integer({ min: MIN_FRAGMENT, max: second.length }),
      fc.constantFrom('', ' ', '<', ': key: '), // no character of the part could begin or end with these
      (from, length, around) => {
        const part = second.slice(from, from + length);
        expect(hide(`${around}${part}${around}`)).toBe(`${around}#${around}`);
      },
    ),
  );
});

test('the whole is hidden as it is, in JSON, and in JSON within JSON', () => {
  const lines = secret.split('\n').map(() => '#');
  expect(hide(secret)).toBe(lines.join('\n'));
  expect(hide(JSON.stringify(secret))).toBe(`"${lines.join('\\n')}"`);
  expect(hide(JSON.stringify(JSON.stringify(secret)))).not.toContain(second.slice(0, MIN_FRAGMENT));
});

test('parts of several places stand side by side', () => {
  expect(hide(`${third}${second}, ${second}`)).toBe('##, #');
});

test('nothing is hidden of nothing', () => {
  expect(createFragmentHider(['', 'short'], '#')('short')).toBe('short');
});
