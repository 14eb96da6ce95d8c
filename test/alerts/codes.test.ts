import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseCode, isCode } from '../../src/alerts/codes.ts';
import { parseAnswer } from '../../src/alerts/parse-answer.ts';

/** Every code there is, in the order in which they are given out. */
function allCodes(): readonly string[] {
  const taken = new Set<string>();
  for (;;) {
    const code = chooseCode(
      (word) => taken.has(word),
      () => 0,
    );
    if (code === undefined) return [...taken];
    taken.add(code.toLowerCase());
  }
}

const codes = allCodes();

test('there are 102 short codes and 1,122 longer ones, which begin with no verb', () => {
  expect(codes.filter((code) => code.length === 2)).toHaveLength(102);
  expect(codes.filter((code) => code.length === 3)).toHaveLength(1122);
  expect(codes.filter((code) => code.length === 3 && 'acenuw'.includes(code.charAt(0)))).toEqual(
    [],
  );
});

test('longer codes come when fewer than 30 short ones are left, and the last short ones after all of those', () => {
  expect(codes.findIndex((code) => code.length === 3)).toBe(102 - 29);
  expect(codes.slice(-29).every((code) => code.length === 2)).toBe(true);
});

test('every code is read as itself, in capitals, apart and with a verb', () => {
  for (const code of codes) {
    const name = code.toUpperCase();
    expect(isCode(code)).toBe(true);
    expect(parseAnswer(name)).toEqual({ is: 'code', code: name });
    const acked = { is: 'code', code: name, request: { verb: 'ack' } };
    for (const text of [`${name} A`, `${code}a`, `ack ${name}`]) {
      expect(parseAnswer(text), text).toEqual(acked);
    }
  }
});

test('a verb and a short code without a space are that verb', () => {
  for (const code of codes.filter(({ length }) => length === 2)) {
    const acked = { is: 'code', code: code.toUpperCase(), request: { verb: 'ack' } };
    expect(parseAnswer(`a${code}`), `a${code}`).toEqual(acked);
  }
});

test('a code is never taken, whatever chance says', () => {
  fc.assert(
    fc.property(
      fc.subarray([...codes]),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (some, chance) => {
        const taken = new Set(some);
        const code = chooseCode(
          (word) => taken.has(word),
          () => chance,
        );
        if (code === undefined) expect(taken.size).toBe(codes.length);
        else expect(taken.has(code.toLowerCase())).toBe(false);
      },
    ),
    { numRuns: 200 },
  );
});
