import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { expect, test } from 'vitest';
import { segments, septets } from '../../src/sms/gsm7.ts';

const ALPHABET =
  '@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà^{}\\[~]|€';

test('counts segments as the carrier does', () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from(ALPHABET)), maxLength: 700 });
  fc.assert(
    fc.property(text, (given) => {
      const carrier = new SegmentedMessage(given, 'GSM-7');
      expect(segments(given)).toBe(Math.max(1, carrier.segmentsCount));
    }),
    { numRuns: 3000 },
  );
});

test.for([
  ['a full single segment', 'x'.repeat(160), 1],
  ['one more', 'x'.repeat(161), 2],
  ['80 escaped characters', '~'.repeat(80), 1],
  ['81 escaped characters', '~'.repeat(81), 2],
  ['306 septets', 'x'.repeat(306), 2],
  ['307 septets', 'x'.repeat(307), 3],
  ['an escape that straddles the border', `${'x'.repeat(152)}~${'x'.repeat(152)}`, 3],
  ['an escape just before the border', `${'x'.repeat(151)}~${'x'.repeat(153)}`, 2],
] as const)('%s', ([, text, count]) => {
  expect(segments(text)).toBe(count);
});

test('an escaped character costs two septets', () => {
  expect(septets('a~€')).toBe(5);
});
