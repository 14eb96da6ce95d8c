import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BUDGETS, type ChannelBudget } from '../../src/channels/channel-budget.ts';
import { type FittedPage, fitReply } from '../../src/channels/fit-reply.ts';
import type { Reply, ReplyOffset } from '../../src/core/reply.ts';
import { toPlain } from '../../src/sms/plain.ts';
import { fuzzBytes } from '../support/fuzz-bytes.ts';
import { runsOf } from '../support/share.ts';
import { pagesOf } from './pages-of.ts';

/** A channel that carries every character. */
const UNICODE: ChannelBudget = {
  alphabet: {
    spell: (text) => text,
    costAt(text, at) {
      const point = text.codePointAt(at) ?? 0;
      if (point > 0xffff) return 2;
      return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff ? 0 : 1;
    },
    count: (text) => ({ units: text.length, segments: 1 }),
  },
  ...{ units: 900, segments: 1, pageUnits: 900, frameUnits: 200, pages: 99 },
};

/** One segment. */
const SHORT: ChannelBudget = {
  ...BUDGETS.sms,
  ...{ units: 160, segments: 1, pageUnits: 160, frameUnits: 80, pages: 999 },
};

const BUDGETS_OF_TESTS = [BUDGETS.sms, SHORT, UNICODE];
const budget = fc.constantFrom(...BUDGETS_OF_TESTS);
const budgets = fc.array(budget, { minLength: 1, maxLength: 12 });

const word = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.string({
      unit: fc.constantFrom('a', 'b', '~', 'é'),
      minLength: 1,
      maxLength: 12,
    }),
  },
  fc.constantFrom('\u{1f642}', '北京', '…', '“x”', '73°C', 'x'.repeat(300), '\u{1f642}'.repeat(20)),
);
const gap = fc.constantFrom(' ', ' ', '  ', '\n', '\n\n\n', '\t', '\u00a0', '\u200b');
const words = fc
  .array(fc.tuple(word, gap), { size: 'large', maxLength: 40 })
  .map((pairs) => pairs.flat().join(''));

const row = fc.record({
  text: fc.string({ unit: fc.constantFrom('p', 'v', '-', ' ', 'ü', '\u{1f642}'), maxLength: 90 }),
  isWell: fc.constantFrom(true, true, true, false, undefined),
});

const reply: fc.Arbitrary<Reply> = fc.record({
  head: fc.constantFrom('DEMO ', ''),
  body: fc.oneof(
    { weight: 4, arbitrary: words },
    fuzzBytes(3000),
    fc.constantFrom('', '\u{1f642}', 'x'.repeat(2000)),
  ),
  rows: fc
    .array(row, { size: 'large', maxLength: 60 })
    .map((rows) => rows.toSorted((a, b) => Number(a.isWell === true) - Number(b.isWell === true))),
  others: fc.constantFrom('run', undefined),
  failures: fc.subarray(['Proxmox ? no answer 3m', 'K8s ? no answer']),
  footer: fc.constantFrom('Number opens  B)ack', '', '1) Network  2) Proxmox\n? for help'),
});

const FOLD = /\n?\d+ others run\. \+ lists them/;
const MORE = /\n?\+ more (\d+)\/(\d+)$/;

/** The text of a page between its head and its footer, which it has to have. */
function bodyOf(text: string, { head = '', footer = '' }: Reply): string {
  expect(text.startsWith(head)).toBe(true);
  expect(text.endsWith(footer)).toBe(true);
  return text.slice(head.length, text.length - footer.length).trimEnd();
}

/** The content of some pages, spelled in GSM-7 and without gaps. */
const readOn = (texts: readonly string[], given: Reply): string =>
  texts
    .map((text) => withoutGaps(bodyOf(text, given).replace(MORE, '').replace(FOLD, '')))
    .join('');

/** The content of the whole reply, in the same form. */
function contentOf({ body, rows = [], failures = [] }: Reply, isFolded: boolean): string {
  const numbered = rows.map(({ text }, at) => {
    const line = text.replaceAll(/\s+/g, ' ');
    return `${at + 1} ${line.length > 72 ? `${line.slice(0, 69)}...` : line}`;
  });
  const bad = rows.filter(({ isWell }) => isWell !== true).length;
  const lines = isFolded
    ? [...numbered.slice(0, bad), ...failures, ...numbered.slice(bad)]
    : [...numbered, ...failures];
  return withoutGaps([body, ...lines].join('\n'));
}

const withoutGaps = (text: string): string => toPlain(text).replaceAll(/\s+/g, '');

test('the pages of any reply hold all of it, once and in order, whatever the budget of each', () => {
  let folded = 0;
  fc.assert(
    fc.property(reply, budgets, (given, channels) => {
      const channelOf = (page: number) => channels[page % channels.length] ?? BUDGETS.sms;
      const pages = pagesOf(given, channelOf);
      for (const [at, { text, segments }] of pages.entries()) {
        const { alphabet, ...most } = channelOf(at);
        expect(alphabet.count(text).units).toBeLessThanOrEqual(most.units);
        expect(segments).toBeLessThanOrEqual(most.segments);
      }
      const texts = pages.map(({ text }) => text);
      const isFolded = pages.some(({ next }) => next?.part === 'others');
      folded += Number(isFolded);
      expect(readOn(texts, given)).toBe(contentOf(given, isFolded));
    }),
    { numRuns: runsOf(400) },
  );
  expect(folded).toBeGreaterThan(0);
});

/** `+ more 2/5` as [2, 5], where a page offers that. */
const offerOf = ({ text }: FittedPage, given: Reply): readonly number[] =>
  (MORE.exec(bodyOf(text, given)) ?? []).slice(1).map(Number);

/** The number of pages from a position to the end of its part. */
function pagesFrom(given: Reply, channel: ChannelBudget, from: ReplyOffset): number {
  const { next } = fitReply(given, channel, from);
  return next?.part === from.part ? 1 + pagesFrom(given, channel, next) : 1;
}

test('a page says how many follow, under the budget that it keeps itself', () => {
  fc.assert(
    fc.property(reply, budgets, (given, channels) => {
      const channelOf = (page: number) => channels[page % channels.length] ?? BUDGETS.sms;
      for (const [at, page] of pagesOf(given, channelOf).entries()) {
        const { next } = page;
        const isContinued = next !== undefined && (next.part !== 'others' || next.at > 0);
        const [index = 0, count = 0] = offerOf(page, given);
        expect(index > 0).toBe(isContinued);
        const following = isContinued ? pagesFrom(given, channelOf(at), next) : 0;
        expect(count - index).toBe(following);
      }
    }),
    { numRuns: runsOf(200) },
  );
});

test('the pages of one channel are numbered, and their number stays', () => {
  fc.assert(
    fc.property(reply, budget, (given, channel) => {
      const all = { ...given, others: undefined };
      const pages = pagesOf(all, () => channel);
      const offers = pages.slice(0, -1).map((page) => offerOf(page, all));
      expect(offers).toEqual(offers.map((_, at) => [at + 1, pages.length]));
    }),
    { numRuns: runsOf(200) },
  );
});

test('a reply is read on where it was left, although another channel has other pages', () => {
  const rows = Array.from({ length: 60 }, (_, at) => ({ text: `guest-${at} \u{1f642} pve1` }));
  const given: Reply = { head: 'DEMO ', body: 'Proxmox: 60 VMs', rows, footer: 'B)ack' };
  const first = fitReply(given, BUDGETS.sms);
  expect(first.text).toMatch(/\n(\d+) guest-\d+ :slight_smile: pve1\n\+ more 1\/\d+ {2}B\)ack$/);
  const last = Number(/\n(\d+) guest-\d+ \S+ pve1\n\+ more/.exec(first.text)?.[1]);
  const second = fitReply(given, UNICODE, first.next);
  expect(second.text).toMatch(new RegExp(`^DEMO ${last + 1} guest-${last} \u{1f642} pve1\n`, 'u'));
  expect(second.text).toMatch(/\n\+ more 2\/3 {2}B\)ack$/);
});

test('a list that was begun whole on a wide channel is read on whole on a narrow one', () => {
  const rows = Array.from({ length: 60 }, (_, at) => ({ text: `guest-${at}`, isWell: at > 1 }));
  const given: Reply = { body: 'Proxmox', rows, others: 'run', failures: ['K8s ? no answer'] };
  const roomy = { ...UNICODE, units: 1e4, pageUnits: 1e4 };
  expect(fitReply(given, roomy).next).toBeUndefined();
  const half = { part: 'all', at: fitReply(given, roomy).text.indexOf('\n30 ') } as const;
  const texts = [fitReply(given, BUDGETS.sms, half)];
  while (texts.at(-1)?.next) texts.push(fitReply(given, BUDGETS.sms, texts.at(-1)?.next));
  expect(texts[0]?.text).toMatch(/^30 guest-29\n/);
  expect(texts.at(-1)?.text).toMatch(/\n60 guest-59\nK8s \? no answer$/);
});
