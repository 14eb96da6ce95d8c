import fc from 'fast-check';
import MessagingResponse from 'twilio/lib/twiml/MessagingResponse.js';
import { describe, expect, test } from 'vitest';
import { isGsm7 } from '../../src/sms/gsm7.ts';
import { toPlain } from '../../src/sms/plain.ts';
import { fuzzBytes } from '../support/fuzz-bytes.ts';
import { runsOf } from '../support/share.ts';

describe('become words for a phone:', () => {
  test.for([
    ['plain ASCII', 'CPU 23%  RAM 64%', 'CPU 23%  RAM 64%'],
    ['JSON', '{"a": [1, "~|^\\\\"]}', '{"a": [1, "~|^\\\\"]}'],
    ['what GSM-7 has', 'Büro äöüñ £5 é €3', 'Büro äöüñ £5 é €3'],
    ['decomposed letters', 'Bu\u0308ro', 'Büro'],
    ['a decomposed letter with a colour in its middle', 'Bu\u001b[0m\u0308ro', 'Büro'],
    ['letters with heaps of accents', `u\u0308${'\u0301\u0323'.repeat(50)}ber`, 'uber'],
    ['curly quotes and dashes', '“it’s” – ok—', '"it\'s" - ok-'],
    ['an ellipsis', 'wait…', 'wait...'],
    ['arrows and bullets', '• a → b ← c ↔ d', '- a -> b <- c <-> d'],
    ['box drawing', '┌─┐│', '+-+|'],
    ['a degree sign', '21°C', '21 deg C'],
    ['a backtick', '`ls`', "'ls'"],
    ['check marks and crosses', '✓ a ✗ b ⚠\ufe0f c', 'ok a x b ! c'],
    ['a small c with cedilla', 'façade Ç', 'facade Ç'],
    ['a decomposed c with cedilla', 'fac\u0327ade', 'facade'],
    ['spaces of other widths', 'a\u00a0b\u2003c\u202fd\u3000e', 'a b c d e'],
    ['spaces of no width', 'a\u200bb\u200dc\u2060d\u00ade\ufefff', 'abcdef'],
    ['other alphabets', 'Москва 北京', 'Moskva BeiJing'],
    ['right-to-left text', '\u202eשלום\u202c', 'slvm'],
    ['an emoji', 'up \u{1f642}', 'up :slight_smile:'],
  ] as const)('%s', ([, given, plain]) => {
    expect(toPlain(given)).toBe(plain);
  });
});

describe('do nothing to a phone:', () => {
  test.for([
    ['colours', '\u001b[31;1mERROR\u001b[0m x', 'ERROR x'],
    ['titles and links', '\u001b]0;title\u0007a\u001b]8;;http://x\u001b\\b', 'ab'],
    ['an escape without an end', 'a\u001b[31', 'a'],
    ['a title without an end', 'a\u001b]0;b\nc\u0007', 'a0;b\nc'],
    ['an eight-bit escape', 'a\u009b31mb\u009d0;title\u009cc', 'abc'],
    ['an escape within an escape', 'a\u001b\u001b[0m[31mb', 'a[31mb'],
    ['control characters', 'a\u0000b\u0007c\u000cd\u007fe\u0085f', 'abcdef'],
    ['line ends', 'a\r\nb\rc\td\u2028e', 'a\nb\nc d\ne'],
    ['half a surrogate pair', 'a\ud800b\udc00c', 'abc'],
    ['what no text may hold', 'a\ufffeb\uffffc', 'abc'],
  ] as const)('%s', ([, given, plain]) => {
    expect(toPlain(given)).toBe(plain);
  });
});

test.for(['\u001b]', '\u001bP', '\u001b[', '\u009d', '\u009b'])(
  'a name with the opening %j and no end hides nothing of the lines below it',
  (opening) => {
    expect(toPlain(`1 plex${opening}\n2 sonarr\u0007\n3 !`)).toBe('1 plex\n2 sonarr\n3 !');
  },
);

/** All that TwiML and GSM-7 ask of a text. */
function expectPlain(plain: string): void {
  expect(isGsm7(plain)).toBe(true);
  expect(plain).not.toMatch(/[\f\r\t]/);
  expect(toPlain(plain)).toBe(plain);
  const response = new MessagingResponse();
  response.message(plain);
  expect(response.toString()).toContain('<Message');
}

describe('plain is', () => {
  test('every character of the planes in use', () => {
    for (let block = 0; block < 0x300; block += 1) {
      const characters = Array.from({ length: 256 }, (_, low) =>
        String.fromCodePoint(block * 256 + low),
      );
      expectPlain(toPlain(characters.join(' ')));
    }
  });

  test('whatever logs, people and attackers write', () => {
    fc.assert(
      fc.property(fuzzBytes(600), (text) => expectPlain(toPlain(text))),
      { numRuns: runsOf(120) },
    );
  });

  // Not measured, but a pattern that backtracks would not end in the time a test has.
  test.for([
    ...['\u001b]', '\u001b[', '\u001b]8;;', '\u001b[1;2', '\u001b]\u0007', '\u009d', '\u001b '],
    ...['\ud800', '~', '\r', '\t', '\u{1f642}', '\u0301\u0323', '\ufdfa'],
  ])('a hundred kilobytes of %j', (piece) => {
    const plain = toPlain(`e${piece.repeat(100_000 / piece.length)}`);
    expect(isGsm7(plain)).toBe(true);
    expect(toPlain(plain)).toBe(plain);
  });
});
