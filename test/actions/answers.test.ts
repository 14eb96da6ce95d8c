import { expect, test } from 'vitest';
import { readAnswer } from '../../src/actions/answers.ts';

test.for([
  ['OK 4821', undefined],
  [' ok4821. ', undefined],
  ['ОК 4821', undefined], // Cyrillic
  ['ＯＫ ４８２１', undefined],
  ['OK 4821 123456', '123456'],
  ['ok 4821 123 456', '123456'],
  ['OK 4821, 123-456', '123456'],
] as const)('%s is a code', ([text, second]) => {
  expect(readAnswer(text)).toEqual({ is: 'code', code: '4821', second });
});

test.for(['no', 'NO.', 'No thanks', 'nope', 'no, leave it', 'NO DROP', 'drop', 'nein'])(
  '%s is a no',
  (text) => {
    expect(readAnswer(text)).toEqual({ is: 'no' });
  },
);

test.for([
  'ok',
  'ok 4821 please',
  'okay 4821',
  'Ok code 4821',
  '"OK 4821"',
  'yes OK 4821',
  '4821 ok',
  'o k 4821',
  'Text OK 4821',
  '4821',
  '123456',
])('%s is about a code', (text) => {
  expect(['code', 'unclear']).toContain(readAnswer(text)?.is);
});

test.for([
  'is plex ok?',
  'n',
  'nodes',
  '2v',
  'plex',
  'what happened at 1200?',
  'node 1',
  'not now but why?',
])('%s is something else', (text) => {
  expect(readAnswer(text)).toBeUndefined();
});
