import { expect, test } from 'vitest';
import { isQuestion } from '../../src/conversation/is-question.ts';

test.for([
  'plex?',
  'is plex up',
  'Is it',
  'what hangs ?',
  'how',
  'can you see me',
  'all ok?!',
  'ok??',
])('%j asks something', (text) => expect(isQuestion(text)).toBe(true));

test.for(['plex', 'hello', 'isolate', 'island', 'whatsapp', 'candle', 'status', ''])(
  '%j asks nothing',
  (text) => expect(isQuestion(text)).toBe(false),
);
