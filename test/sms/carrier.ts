import { SegmentedMessage } from 'sms-segments-calculator';
import { expect } from 'vitest';

/** Counted anew, so that a slip in the product's own table cannot hide itself. */
export const septetsOnAir = (text: string): number =>
  text.length + (text.match(/[\^{}\\[~\]|€\f]/g)?.length ?? 0);

/** How many parts a carrier with parts of this size would send. */
export function partsOnAir(text: string, partSeptets: number): number {
  let rest = Array.from(text, septetsOnAir);
  let parts = 0;
  while (rest.length > 0) {
    let taken = 0;
    let room = partSeptets;
    for (const cost of rest) {
      if (cost > room) break;
      room -= cost;
      taken += 1;
    }
    rest = rest.slice(taken);
    parts += 1;
  }
  return parts;
}

/** The promise about every text that leaves the house. */
export function expectToFit(text: string): void {
  const carrier = new SegmentedMessage(text);
  expect(carrier.encodingName).toBe('GSM-7');
  expect(carrier.segmentsCount).toBeLessThanOrEqual(2);
  expect(text.length).toBeLessThanOrEqual(320);
  expect(septetsOnAir(text)).toBeLessThanOrEqual(304);
  expect(partsOnAir(text, 153)).toBeLessThanOrEqual(2);
  expect(partsOnAir(text, 152)).toBeLessThanOrEqual(2);
}
