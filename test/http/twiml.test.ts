import fc from 'fast-check';
import MessagingResponse from 'twilio/lib/twiml/MessagingResponse.js';
import { expect, test } from 'vitest';
import { twiml } from '../../src/http/twiml.ts';
import { runsOf } from '../support/share.ts';

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const SILENCE = `${XML}<Response/>`;
const said = (text: string) => `${XML}<Response><Message>${text}</Message></Response>`;

test.for<readonly [string, string | undefined, string]>([
  ['nothing', undefined, SILENCE],
  ['an empty text, which the carrier would refuse', '', SILENCE],
  ['a blank text', ' \n', SILENCE],
  ['words', 'Proxmox OK\nCPU 23%', said('Proxmox OK\nCPU 23%')],
  ['markup', '<b> & "c"', said('&lt;b&gt; &amp; "c"')],
  ['an emoji', '\u{1f642}', said('\u{1f642}')],
  ['control characters', '\u001b[31mred\u0007\u0000', said('[31mred')],
  ['half an emoji', 'a\ud83db\ude42', said('ab')],
  ['what is no character', 'a\ufffe\uffff', said('a')],
  ['nothing but what XML cannot carry', '\u0000\ud83d', SILENCE],
])('%s', ([, text, document]) => {
  expect(twiml(text)).toBe(document);
});

const byLibrary = (text: string): string => {
  const response = new MessagingResponse();
  if (text.trim() !== '') response.message(text);
  return response.toString();
};

/** Texts full of what means something in XML. */
const markup = fc.string({
  unit: fc.constantFrom(...Array.from('&<>"\'\r\n\t ;#xDampltg]!-?/')),
  maxLength: 60,
});

test("every document is letter for letter that of Twilio's library", () => {
  fc.assert(
    fc.property(fc.oneof(markup, fc.string({ unit: 'grapheme', maxLength: 60 })), (text) => {
      const speakable = text.replaceAll(/[\ufffe\uffff]/g, '');
      expect(twiml(speakable)).toBe(byLibrary(speakable));
    }),
    { numRuns: runsOf(1000) },
  );
});

test('there is a document for every text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.string(), (text, other) => {
      const halves = text.split('').toReversed().join('') + other;
      for (const words of [text, halves]) {
        expect(twiml(words).startsWith(`${XML}<Response`)).toBe(true);
      }
    }),
    { numRuns: runsOf(500) },
  );
});
