import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editEnv } from '../../../src/cli/setup/env-text.ts';
import { runsOf } from '../../support/share.ts';

const set = (text: string, name: string, value: string) => editEnv(text, new Map([[name, value]]));
const mute = (text: string, name: string) => editEnv(text, new Map([[name, undefined]]));

test.for([
  { name: 'an empty file gets a line', text: '', after: 'A=1\n' },
  { name: 'a line is replaced', text: '# one\nA=0\n\nB=2\n', after: '# one\nA=1\n\nB=2\n' },
  { name: 'an example is taken out of its comment', text: '# A=0\nB=2\n', after: 'A=1\nB=2\n' },
  { name: 'prose about it stays a comment', text: '# A is one\n', after: '# A is one\nA=1\n' },
  { name: 'the last of several lines counts', text: 'A=8\nA=9\n', after: 'A=8\nA=1\n' },
  { name: 'a line comes before an example', text: '# A=0\nA=9\n', after: '# A=0\nA=1\n' },
  { name: 'export and spaces go', text: ' export A = 0\n', after: 'A=1\n' },
  { name: 'a remark moves above', text: 'A=0 # mine\n', after: '# mine\nA=1\n' },
  { name: 'a # in quotes is no remark', text: "A='0 # 9'\n", after: 'A=1\n' },
  { name: 'all lines of a value go', text: 'A="x\nB=2\n"\nC=3\n', after: 'A=1\nC=3\n' },
  { name: 'a quote without an end is one line', text: 'A="x\nC=3\n', after: 'A=1\nC=3\n' },
  { name: 'no end of line at the end', text: 'B=2', after: 'B=2\nA=1\n' },
  { name: 'ends of lines of another system', text: 'A=0\r\nB=2\r\n', after: 'A=1\r\nB=2\r\n' },
  { name: 'a longer name is another name', text: 'AA=0\nB_A=2\n', after: 'AA=0\nB_A=2\nA=1\n' },
  { name: 'what is in a value is no line', text: 'B="\nA=0\n"\n', after: 'B="\nA=0\n"\nA=1\n' },
])('set: $name', ({ text, after }) => {
  expect(set(text, 'A', '1')).toBe(after);
});

test.for([
  { name: 'a line becomes a comment', text: 'A=0\nB=2\n', after: '# A=0\nB=2\n' },
  { name: 'every one of several', text: 'A=0\nA=1\n', after: '# A=0\n# A=1\n' },
  { name: 'all lines of a value', text: 'A="x\ny"\nB=2\n', after: '# A="x\n# y"\nB=2\n' },
  { name: 'what is not there', text: 'B=2\n', after: 'B=2\n' },
])('mute: $name', ({ text, after }) => {
  expect(mute(text, 'A')).toBe(after);
});

test('whatever the file, Node reads the new value, and the others as before', () => {
  const value = fc.constantFrom('1', "'a # b'", '"x\ny"', '"open', 'a b', '', "it's", '`q`');
  const line = fc.oneof(
    fc
      .tuple(fc.constantFrom('A', 'B', 'export B', '# A', '#B', ' A '), value)
      .map((it) => it.join('=')),
    fc.constantFrom('# prose', '', 'no sense', '"', 'A', "'"),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (lines, eol) => {
      const before = lines.join(eol);
      const { A: _, ...others } = parseEnv(before);
      expect(parseEnv(set(before, 'A', 'new'))).toEqual({ ...others, A: 'new' });
    }),
    { numRuns: runsOf(2000) },
  );
});
