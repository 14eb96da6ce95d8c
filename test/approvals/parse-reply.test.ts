import { expect, test } from 'vitest';
import { mayBeReply, mentions, parseReply } from '../../src/approvals/parse-reply.ts';

test.for([
  ['OK 482153', undefined],
  [' ok482153. ', undefined],
  ['OK 482 153', undefined],
  ['ok 482-153!', undefined],
  ['ОК 482153', undefined], // Cyrillic
  ['ＯＫ ４８２１５３', undefined],
  ['OK 482153 123456', '123456'],
  ['OK 482 153 123 456', '123456'],
  ['ok 482153 123 456', '123456'],
  ['ok 482 153 123456', '123456'],
  ['OK 482153, 123-456', '123456'],
  ['OK482153123456', '123456'],
  ['ok 482153 please', undefined],
  ['OK 482153, thank you!', undefined],
  ['OK 482153 123456 pls', '123456'],
] as const)('%s is a code', ([text, second]) => {
  expect(parseReply(text)).toEqual({ is: 'code', code: '482153', second, isBare: false });
});

test.for([
  ['482153', undefined],
  ['482 153', undefined],
  [' 482-153. ', undefined],
  ['482153 please', undefined],
  ['482153 123456', '123456'],
  ['482 153 123 456', '123456'],
] as const)('%s is a code without its OK', ([text, second]) => {
  expect(parseReply(text)).toEqual({ is: 'code', code: '482153', second, isBare: true });
});

test.for(['no', 'NO.', 'No thanks', 'nope', 'drop', 'drop it', 'nein'])(
  '%s is a no, and nothing else',
  (text) => {
    expect(parseReply(text)).toEqual({ is: 'no', isPlain: true });
  },
);

test.for(['no, leave it', 'NO DROP', "don't", 'forget it', 'never mind', 'no pods today'])(
  '%s is a no where a question waits',
  (text) => {
    expect(parseReply(text)).toEqual({ is: 'no', isPlain: false });
  },
);

test.for([
  ['UNLOCK 123456', '123456'],
  ['unlock 123 456.', '123456'],
  ['Unlock: 123-456', '123456'],
  ['unlock', undefined],
  ['unlock 12345', undefined],
  ['unlock 1234567', undefined],
] as const)('%s is about a lock', ([text, digits]) => {
  expect(parseReply(text)).toEqual({ is: 'unlock', digits });
});

test.for([
  'ok',
  'ok 4821',
  'ok 48215',
  'ok 4821537',
  'ok 482153 12345',
  'yes',
  'yep, do it',
  'go ahead please',
  'okay 482153',
  'Ok code 482153',
  '"OK 482153"',
  'yes OK 482153',
  '482153 ok',
  '482 153 ok',
  'o k 482153',
  'Text OK 482153',
  '4821',
  '48215',
  '4821537',
])('%s is about a code', (text) => {
  expect(parseReply(text)).toEqual({ is: 'unclear' });
});

test.for([
  'is plex ok?',
  'n',
  'nodes',
  '2v',
  '12',
  'plex',
  'what happened at 1200?',
  'node 1',
  'not now but why?',
  'unlock the door',
  'unlock door 123456',
  '192.168.1.36',
  'yes but why',
  'restart plex 482153',
])('%s is something else', (text) => {
  expect(parseReply(text)).toBeUndefined();
});

test.for(['the code is 482153', 'it says 482-153 here', 'four, ４８２ １５３'])(
  '%s mentions the code',
  (text) => {
    expect(mentions(text, (code) => code === '482153')).toBe(true);
    expect(mentions(text, (code) => code === '482154')).toBe(false);
  },
);

test.for(['OK 482153', '482153', 'is 482 153 the code?', 'no', 'yes please', 'unlock', 'ok'])(
  '%s may answer a question',
  (text) => {
    expect(mayBeReply(text)).toBe(true);
  },
);

test.for(['2', '?', 'b', 'menu', 'plex', '10.0.0.1', 'what is on?', ''])(
  '%s answers no question',
  (text) => {
    expect(mayBeReply(text)).toBe(false);
  },
);
