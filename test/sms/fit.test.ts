import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { fits, toPages } from '../../src/sms/fit.ts';
import { septets } from '../../src/sms/gsm7.ts';
import { toPlain } from '../../src/sms/plain.ts';
import { garbage } from '../support/garbage.ts';

const WAY_ON = 'D)etails  A)lerts  B)ack';

function expectToFit(page: string): void {
  const carrier = new SegmentedMessage(page);
  expect(carrier.encodingName).toBe('GSM-7');
  expect(carrier.segmentsCount).toBeLessThanOrEqual(2);
  expect(page.length).toBeLessThanOrEqual(320);
  expect(septets(page)).toBeLessThanOrEqual(304);
  expect(fits(page)).toBe(true);
}

const words = (text: string): string => text.replaceAll(/\s+/g, '');

test('a short text is one page with the way on below it', () => {
  expect(toPages('Network OK.', WAY_ON)).toEqual([`Network OK.\n${WAY_ON}`]);
});

test('a long list is broken between its lines, and every page but the last offers more', () => {
  const rows = Array.from({ length: 30 }, (_, index) => `${index + 1} guest-${index} on pve1`);
  const pages = toPages(rows.join('\n'), WAY_ON, 'DEMO ');
  expect(pages.length).toBe(3);
  expect(pages[0]).toMatch(/^DEMO 1 guest-0 on pve1\n/);
  expect(pages[0]).toMatch(/ on pve1\n\+ more 1\/3 {2}D\)etails {2}A\)lerts {2}B\)ack$/);
  expect(pages[1]).toMatch(/^DEMO \d+ guest/);
  expect(pages.at(-1)?.endsWith(`guest-29 on pve1\n${WAY_ON}`)).toBe(true);
});

test('an escape at the border of the parts may not cost a third segment', () => {
  for (let before = 140; before < 160; before += 1) {
    for (const page of toPages(`${'x'.repeat(before)}${'~'.repeat(90)}`, WAY_ON)) expectToFit(page);
  }
});

describe('whatever the text', () => {
  test('every page fits, begins with its head and ends with the way on', () => {
    fc.assert(
      fc.property(garbage(4000), (text) => {
        for (const page of toPages(text, WAY_ON, 'DEMO ')) {
          expectToFit(page);
          expect(page.startsWith('DEMO ')).toBe(true);
          expect(page.endsWith(WAY_ON)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('nothing of it is lost between the pages', () => {
    fc.assert(
      fc.property(garbage(4000), (text) => {
        const read = toPages(text, WAY_ON).map((page) =>
          page.slice(0, -WAY_ON.length).replace(/\+ more \d+\/\d+ {2}$/, ''),
        );
        expect(words(read.join(''))).toBe(words(toPlain(text)));
      }),
      { numRuns: 300 },
    );
  });

  test('a hundred kilobytes end after 99 pages, and say so', () => {
    const pages = toPages('~x y\n'.repeat(20_000), WAY_ON);
    expect(pages).toHaveLength(99);
    expect(pages.at(-1)).toContain('\n(cut here)\n');
    for (const page of pages) expectToFit(page);
  });
});

test('a way on that leaves no room for a text is a bug', () => {
  expect(() => toPages('x'.repeat(400), 'y'.repeat(200))).toThrow('No room');
});
