import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { costAt, isGsm7, segments, septets } from '../../src/sms/gsm7.ts';
import { runsOf } from '../support/share.ts';
import { partsOnAir, septetsOnAir } from './carrier.ts';

const ALPHABET = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).filter(
  (character) => new SegmentedMessage(character).encodingName === 'GSM-7',
);

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...ALPHABET), maxLength: 700 }),
  fc.string({ unit: fc.constantFrom('x', '~'), maxLength: 340 }),
);

test('knows the same 137 characters as the carrier, at the same cost', () => {
  expect(ALPHABET).toHaveLength(137);
  for (let code = 0; code < 0x3000; code += 1) {
    const character = String.fromCharCode(code);
    const carrier = new SegmentedMessage(character);
    const cost = carrier.encodingName === 'GSM-7' ? carrier.messageSize / 7 : 0;
    expect([character, costAt(character, 0)]).toEqual([character, cost]);
  }
});

test('counts segments as the carrier does', () => {
  fc.assert(
    fc.property(text, (given) => {
      const carrier = new SegmentedMessage(given, 'GSM-7');
      expect(segments(given)).toBe(Math.max(1, carrier.segmentsCount));
      expect(septets(given)).toBe(septetsOnAir(given));
    }),
    { numRuns: runsOf(3000) },
  );
});

test('counts the shorter parts of toll-free routes too', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 140, max: 153 }), (given, partSeptets) => {
      const parts = septetsOnAir(given) <= 160 ? 1 : partsOnAir(given, partSeptets);
      expect(segments(given, partSeptets)).toBe(parts);
    }),
    { numRuns: runsOf(1000) },
  );
});

const x = (length: number): string => 'x'.repeat(length);

describe('the carrier makes of', () => {
  test.for([
    ['nothing', '', 1, 1],
    ['a full single segment', x(160), 1, 1],
    ['one more', x(161), 2, 2],
    ['80 escaped characters', '~'.repeat(80), 1, 1],
    ['81 escaped characters', '~'.repeat(81), 2, 2],
    ['304 septets', x(304), 2, 2],
    ['305 septets', x(305), 2, 3],
    ['306 septets', x(306), 2, 3],
    ['307 septets', x(307), 3, 3],
    ['an escape that straddles the border of 153', `${x(152)}~${x(152)}`, 3, 3],
    ['an escape just before the border of 153', `${x(151)}~${x(153)}`, 2, 3],
    ['an escape that straddles the border of 152', `${x(151)}~${x(151)}`, 2, 3],
    ['an escape just before the border of 152', `${x(150)}~${x(152)}`, 2, 2],
  ] as const)('%s as many parts as expected', ([, given, usual, tollFree]) => {
    expect([segments(given), segments(given, 152)]).toEqual([usual, tollFree]);
  });
});

test('an escaped character costs two septets', () => {
  expect(septets('a^{}\\[~]|€\f')).toBe(21);
});

test('one character from outside makes a text something else', () => {
  expect(isGsm7('Büro £5 {€}')).toBe(true);
  expect(['façade', '`', '…', '\u001b', '\ud800', '\u{1f642}'].filter(isGsm7)).toEqual([]);
});
