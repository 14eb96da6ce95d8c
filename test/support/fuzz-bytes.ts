import fc from 'fast-check';

/** Texts as logs, people and attackers write them. */
export const fuzzBytes = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ unit: 'grapheme-ascii', maxLength: 120 }),
        fc.constantFrom(
          '\u001b[31mERROR\u001b[0m',
          '\u001b]0;title\u0007',
          '\ud83d',
          '\udc00',
          '\u202eabc\u202c',
          'שלום עולם',
          '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
          '~'.repeat(160),
          '\r\n\r\n\r\n',
          ' '.repeat(40),
          'x'.repeat(400),
          '€{}[]^|\\',
          '\ufffe\u0000',
        ),
      ),
      { maxLength: 30 },
    )
    .map((pieces) => pieces.join(' ').slice(0, maxLength));
