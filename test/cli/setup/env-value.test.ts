import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkLine, needsQuotes, writeValue } from '../../../src/cli/setup/env-value.ts';
import { runsOf } from '../../support/share.ts';

/** `docker run --env-file` takes everything behind the first `=`. */
const asDockerReads = (line: string): string => line.slice(line.indexOf('=') + 1);

/** Compose takes what is in single quotes as it is; without any, it fills in every `$`. */
function asComposeReads(line: string): string {
  const value = line.slice(line.indexOf('=') + 1);
  if (value.startsWith("'")) {
    const end = /[^\\]'/.exec(value.slice(1));
    if (!end) throw new Error('unterminated quoted value');
    return value.slice(1, 2 + end.index);
  }
  if (/[$]|^"/.test(value)) throw new Error('invalid template, or quotes that are taken off');
  return (value.split(' #')[0] ?? '').trimEnd();
}

test.for([
  ['0123456789abcdef', '0123456789abcdef'],
  ['https://host:8006/x?y=1', 'https://host:8006/x?y=1'],
  ['relay@pve!sms=1-2', 'relay@pve!sms=1-2'],
  ["it's", "it's"],
  ['a"b\\c', 'a"b\\c'],
  ['two words', 'two words'],
  ['pa$$word', "'pa$$word'"],
  ['pass#word', "'pass#word'"],
  ['"quoted"', `'"quoted"'`],
] as const)('%s stands as %s', ([value, written]) => {
  expect(writeValue(value)).toEqual({ ok: true, value: written });
});

test.for(["a'$b", 'a\\$b', "'quoted'"])('%s cannot be written for everyone', (value) => {
  expect(writeValue(value)).toMatchObject({ ok: false });
});

test('what is written, Node and compose read alike, and docker too without quotes', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('$', '#', "'", '"', '`', '\\', ' ', '=', '{', '}', 'é', '🙂'),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
  });
  fc.assert(
    fc.property(text, (typed) => {
      const value = checkLine(typed);
      const written = value.ok && value.value !== '' ? writeValue(value.value) : undefined;
      fc.pre(value.ok && written?.ok === true);
      const line = `A=${written.value}`;
      expect(parseEnv(`${line}\n`)).toEqual({ A: value.value });
      expect(asComposeReads(line)).toBe(value.value);
      if (!needsQuotes(value.value)) expect(asDockerReads(line)).toBe(value.value);
    }),
    { numRuns: runsOf(5000) },
  );
});

test.for([
  ['two\rlines', 'has more than one line'],
  ['two\nlines', 'has more than one line'],
  ['x'.repeat(10_000), 'is longer than 4096 characters'],
  ['nul\0', 'contains invisible characters'],
  ['\u001b[31mred', 'contains invisible characters'],
  ['zero\u200bwidth', 'contains invisible characters'],
  ['\u202egnorw', 'contains invisible characters'],
  ['half \ud83d', 'contains invisible characters'],
] as const)('%j is no answer', ([typed, why]) => {
  expect(checkLine(typed)).toEqual({ ok: false, error: why });
});

test('spaces around an answer are not meant', () => {
  expect(checkLine('\t AC1 ')).toEqual({ ok: true, value: 'AC1' });
  expect(checkLine('naïve 🙂')).toEqual({ ok: true, value: 'naïve 🙂' });
});
