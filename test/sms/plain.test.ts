import fc from 'fast-check';
import MessagingResponse from 'twilio/lib/twiml/MessagingResponse.js';
import { describe, expect, test } from 'vitest';
import { costOf } from '../../src/sms/gsm7.ts';
import { toPlain } from '../../src/sms/plain.ts';
import { garbage } from '../support/garbage.ts';

test.for([
  ['plain ASCII', 'CPU 23%  RAM 64%', 'CPU 23%  RAM 64%'],
  ['what GSM-7 has', 'Büro äöüñ £5 é', 'Büro äöüñ £5 é'],
  ['decomposed letters', 'Bu\u0308ro', 'Büro'],
  ['curly quotes and dashes', '“it’s” – ok—', '"it\'s" - ok-'],
  ['an ellipsis', 'wait…', 'wait...'],
  ['arrows and bullets', '• a → b ← c', '- a -> b <- c'],
  ['box drawing', '┌─┐│', '+-+|'],
  ['a degree sign', '21°C', '21 deg C'],
  ['a backtick', '`ls`', "'ls'"],
  ['a small c with cedilla', 'façade Ç', 'facade Ç'],
  ['other alphabets', 'Москва 北京', 'Moskva BeiJing'],
  ['an emoji', 'up \u{1f642}', 'up :slight_smile:'],
  ['colours', '\u001b[31;1mERROR\u001b[0m x', 'ERROR x'],
  ['titles and links', '\u001b]0;title\u0007a\u001b]8;;http://x\u001b\\b', 'ab'],
  ['an escape without an end', 'a\u001b[31', 'a'],
  ['an eight-bit escape', 'a\u009b31mb', 'ab'],
  ['control characters', 'a\u0000b\u0007c\u000cd\u007fe', 'abcde'],
  ['line ends', 'a\r\nb\rc\td', 'a\nb\nc d'],
  ['half a surrogate pair', 'a\ud800b\udc00c', 'abc'],
  ['what no text may hold', 'a\ufffeb\uffffc', 'abc'],
] as const)('%s become words for a phone', ([, given, plain]) => {
  expect(toPlain(given)).toBe(plain);
});

describe('whatever comes in', () => {
  test('only GSM-7 comes out, and a second pass changes nothing', () => {
    fc.assert(
      fc.property(garbage(2000), (text) => {
        const plain = toPlain(text);
        expect(Array.from(plain).every((character) => costOf(character) > 0)).toBe(true);
        expect(plain).not.toMatch(/[\f\r\t]/);
        expect(toPlain(plain)).toBe(plain);
      }),
      { numRuns: 500 },
    );
  });

  test('TwiML can carry it', () => {
    fc.assert(
      fc.property(garbage(300), (text) => {
        const response = new MessagingResponse();
        response.message(toPlain(text));
        expect(response.toString()).toContain('<Message');
      }),
      { numRuns: 300 },
    );
  });

  test.for(['\u001b]', '\u001b[', '\u001b]8;;', '\u001b[1;2', '\ud800', '~', '\r', '\u{1f642}'])(
    'a hundred kilobytes of %j end',
    (piece) => {
      expect(toPlain(piece.repeat(100_000 / piece.length)).length).toBeLessThan(1_000_000);
    },
  );
});
