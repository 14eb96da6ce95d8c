import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { BUDGETS, countWithin } from '../../src/channels/channel-budget.ts';
import { fitNotice, fitReply } from '../../src/channels/fit-reply.ts';
import { toPlain } from '../../src/sms/plain.ts';
import { expectToFit } from '../sms/carrier.ts';
import { fuzzBytes } from '../support/fuzz-bytes.ts';
import { runsOf } from '../support/share.ts';
import { pagesOf } from './pages-of.ts';

const WAY_ON = 'D)etails  A)lerts  B)ack';

const BUDGET_SEPTETS = 304;

const fits = (text: string): boolean => countWithin(BUDGETS.sms, text) !== undefined;

const toPages = (body: string, footer: string, head?: string): readonly string[] =>
  pagesOf({ head, body, footer }).map(({ text }) => text);

const x = (length: number): string => 'x'.repeat(length);

describe('keeping the budget', () => {
  test.for([
    ['nothing', '', true],
    ['304 septets', x(BUDGET_SEPTETS), true],
    ['305 septets', x(BUDGET_SEPTETS + 1), false],
    ['152 escaped characters', '~'.repeat(152), true],
    ['153 escaped characters', '~'.repeat(153), false],
    ['an escape that straddles the parts of the usual routes', `${x(152)}~${x(150)}`, true],
    ['304 septets with an escape that straddles toll-free parts', `${x(151)}~${x(151)}`, false],
    ['303 septets with an escape that straddles toll-free parts', `${x(151)}~${x(150)}`, true],
    ['a long text from outside the alphabet', '北'.repeat(1000), false],
    ['one emoji', '\u{1f642}', false],
  ] as const)('%s', ([, text, kept]) => {
    expect(fits(text)).toBe(kept);
  });

  test('what fits is what the carrier sends as two parts', () => {
    const text = fc.string({ unit: fc.constantFrom('x', 'x', 'x', '~'), maxLength: 310 });
    fc.assert(
      fc.property(text, (given) => {
        if (fits(given)) expectToFit(given);
        else expect(() => expectToFit(given)).toThrow();
      }),
      { numRuns: runsOf(500) },
    );
  });
});

test('a page comes with the segments that the carrier makes of it', () => {
  const text = fc.string({ unit: fc.constantFrom('x', 'x ', '~', '\n'), maxLength: 700 });
  fc.assert(
    fc.property(text, (given) => {
      const reply = { head: 'DEMO ', body: given, footer: WAY_ON };
      for (const { text: page, segments } of pagesOf(reply)) {
        expect(segments).toBe(new SegmentedMessage(page, 'GSM-7').segmentsCount);
      }
    }),
  );
});

describe('a page', () => {
  test.for([
    ['a short text has the way on below it', 'Network OK.', WAY_ON, [`Network OK.\n${WAY_ON}`]],
    ['a text without a way on stands alone', 'Network OK.', '', ['Network OK.']],
    ['a way on without a text stands alone', '', WAY_ON, [WAY_ON]],
    ['a blank text is no text', ' \n\t\n ', WAY_ON, [WAY_ON]],
    ['nothing at all is one empty page', '', '', ['']],
    ['spaces at line ends and heaps of blank lines go', 'a  \n \n\nb\t\n\n', 'B', ['a\n\nb\nB']],
    ['the lines of a block keep their indentation', 'a:\n  b', 'B', ['a:\n  b\nB']],
    ['both are made plain', '“a”', 'B…', ['"a"\nB...']],
    ['a full page is one page', x(302), 'B', [`${x(302)}\nB`]],
    ['one septet more is a second page', x(303), 'B', [`${x(287)}\n+ more 1/2  B`, `${x(16)}\nB`]],
    [
      'a break at a blank line shows none',
      `${x(200)}\n\n${x(200)}`,
      'B',
      [`${x(200)}\n+ more 1/2  B`, `${x(200)}\nB`],
    ],
    [
      'a break in a row of spaces shows none',
      `${x(200)}   ${x(200)}`,
      'B',
      [`${x(200)}\n+ more 1/2  B`, `${x(200)}\nB`],
    ],
    ['paging without a way on has no loose spaces', x(305), '', [`${x(290)}\n+ more 1/2`, x(15)]],
  ] as const)('%s', ([, body, footer, pages]) => {
    expect(toPages(body, footer)).toEqual(pages);
  });

  test('of a long list breaks between its lines, and all but the last offer more', () => {
    const rows = Array.from({ length: 30 }, (_, index) => `${index + 1} guest-${index} on pve1`);
    const pages = toPages(rows.join('\n'), WAY_ON, 'DEMO ');
    expect(pages.length).toBe(3);
    expect(pages[0]).toMatch(/^DEMO 1 guest-0 on pve1\n/);
    expect(pages[0]).toMatch(/ on pve1\n\+ more 1\/3 {2}D\)etails {2}A\)lerts {2}B\)ack$/);
    expect(pages[1]).toMatch(/^DEMO \d+ guest/);
    expect(pages.at(-1)?.endsWith(`guest-29 on pve1\n${WAY_ON}`)).toBe(true);
  });

  test('of one long line breaks after a word', () => {
    const pages = toPages('word '.repeat(90), WAY_ON);
    expect(pages).toHaveLength(2);
    expect(pages[0]).toMatch(/^(word ){50,}word\n\+ more 1\/2/);
    expect(pages[1]).toMatch(/^(word ){20,}word\nD\)/);
  });

  test('is not wasted on a short title above a long line', () => {
    const [first = ''] = toPages(`Log of plex\n${'word '.repeat(90)}`, WAY_ON);
    expect(first).toMatch(/^Log of plex\n(word ){45,}/);
  });

  test('has two lines of way on when the screen has two', () => {
    const pages = toPages(x(400), '1) Network  2) Proxmox\n? for help');
    expect(pages[0]).toMatch(/x\n\+ more 1\/2 {2}1\) Network {2}2\) Proxmox\n\? for help$/);
    expect(pages[1]).toMatch(/x\n1\) Network {2}2\) Proxmox\n\? for help$/);
  });

  test('does not pay a third segment for an escape at the border of the parts', () => {
    for (let before = 145; before < 156; before += 1) {
      for (const rest of ['~'.repeat(400), `~${x(400)}`, `~${x(151)}`]) {
        for (const page of toPages(x(before) + rest, WAY_ON)) expectToFit(page);
      }
    }
  });
});

describe('whatever the text', () => {
  const withoutTail = (page: string): string =>
    page.slice(0, -WAY_ON.length).replace(/\+ more \d+\/\d+ {2}$/, '');

  test('every page fits, begins with its head, shows something and ends with the way on', () => {
    fc.assert(
      fc.property(fuzzBytes(4000), (text) => {
        const pages = toPages(text, WAY_ON, 'DEMO ');
        for (const page of pages) {
          expectToFit(page);
          expect(page.startsWith('DEMO ')).toBe(true);
          expect(page.endsWith(WAY_ON)).toBe(true);
          if (pages.length > 1) expect(withoutTail(page).slice(5)).toMatch(/^\S/);
        }
      }),
      { numRuns: runsOf(200) },
    );
  });

  test('any way on that leaves room is kept whole', () => {
    const footer = fc.string({ unit: fc.constantFrom('B', ')', ' ', '~', '\n'), maxLength: 90 });
    fc.assert(
      fc.property(fuzzBytes(3000), footer, (text, letters) => {
        const tail = `${letters}k`;
        for (const page of toPages(text, tail)) {
          expectToFit(page);
          expect(page.endsWith(tail)).toBe(true);
        }
      }),
      { numRuns: runsOf(150) },
    );
  });

  const joined = (text: string): string => text.replaceAll(/\s+/g, '');

  test('nothing of it is lost between the pages', () => {
    fc.assert(
      fc.property(fuzzBytes(4000), (text) => {
        const read = toPages(text, WAY_ON).map(withoutTail);
        expect(joined(read.join(''))).toBe(joined(toPlain(text)));
      }),
      { numRuns: runsOf(200) },
    );
  });

  test('no word of common length is torn, and no two are joined', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'ü', '~'), minLength: 1, maxLength: 30 });
    const gap = fc.constantFrom(' ', ' ', '   ', '\n', '\n\n\n', ' \n  ');
    const text = fc
      .array(fc.tuple(word, gap), { size: 'large', maxLength: 300 })
      .map((pairs) => pairs.flat().join(''));
    fc.assert(
      fc.property(text, (given) => {
        const read = toPages(given, WAY_ON).map(withoutTail).join('\n');
        expect(read.match(/\S+/g)).toEqual(given.match(/\S+/g));
      }),
      { numRuns: runsOf(100) },
    );
  });
});

describe('a hundred kilobytes', () => {
  test('end after 99 pages, and say so', () => {
    const pages = toPages('~x y\n'.repeat(20_000), WAY_ON);
    expect(pages).toHaveLength(99);
    expect(pages.at(-1)?.endsWith(`~x y\n(cut here)\n${WAY_ON}`)).toBe(true);
    for (const page of pages) expectToFit(page);
  });

  test('do not say so when the last page holds the rest exactly', () => {
    const room = toPages(x(1000), WAY_ON)[0]?.indexOf('\n') ?? 0;
    const exact = toPages(x(99 * room), WAY_ON);
    expect(exact).toHaveLength(99);
    expect(exact.at(-1)).toBe(`${x(room)}\n${WAY_ON}`);
    expect(toPages(x(99 * room + 1), WAY_ON).at(-1)).toContain('x\n(cut here)\n');
  });

  // Not measured, but going over the rest for every page would not end in the time a test has.
  test.for([' ', '\n', ' \n', '~', 'x', '\r', 'ab ', '\u001b]', '\u0301\u0323', '北', '\u{1f642}'])(
    'of %j are cut as well',
    (piece) => {
      const text = `a${piece.repeat(100_000 / piece.length)}z`;
      const pages = toPages(text, WAY_ON);
      expect(pages.length).toBeLessThanOrEqual(99);
      for (const page of [...pages.slice(0, 2), ...pages.slice(-2)]) expectToFit(page);
    },
  );
});

test('a notice, which nothing continues, is one page: what is too long is cut', () => {
  expect(fitNotice('done \u{2713}', BUDGETS.sms).text).toBe('done ok');
  const { text, next } = fitNotice('word '.repeat(90), BUDGETS.sms);
  expect(text).toMatch(/word\n\(cut here\)$/);
  expect(next).toBeUndefined();
  expectToFit(text);
});

test('where nothing continues a reply, the rows that are well are only counted', () => {
  const rows = Array.from({ length: 40 }, (_, at) => ({ text: `guest-${at}`, isWell: at > 0 }));
  const reply = { body: 'Proxmox', rows, others: 'run', footer: 'B)ack' };
  const page = fitReply(reply, { ...BUDGETS.sms, pages: 1 });
  expect(page.text).toBe('Proxmox\n1 guest-0\n39 others run.\nB)ack');
  expect(page.next).toBeUndefined();
});

test('a way on that leaves no room is a bug, whatever the text beside it', () => {
  expect(() => toPages('', x(201))).toThrow('No room');
  expect(() => toPages(x(400), '~'.repeat(101))).toThrow('No room');
  for (const page of toPages(x(400), x(200))) expectToFit(page);
});
