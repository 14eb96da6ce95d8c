import { beforeAll, describe, expect } from 'vitest';
import { describeGrowth, growthOf, leastTime } from '../support/growth.ts';
import { everyFact, HOSTILE_DATA, HOSTILE_TEXTS } from '../support/hostile-kinds.ts';
import { type Attack, attacksOn } from '../support/pattern-attacks.ts';
import {
  builtPatterns,
  literalPatterns,
  type SourcePattern,
} from '../support/patterns-of-source.ts';
import { DATA_READERS, TEXT_READERS } from '../support/readers.ts';
import { rowsOf } from '../support/share.ts';
import { test } from '../support/table-test.ts';

/** Looks at more texts for each pattern and reader: `LINEAR_COST=wide`. It takes minutes. */
const isWide = process.env['LINEAR_COST'] === 'wide';
const MAX_ATTACKS = isWide ? 1000 : process.env['CI'] ? 60 : 15;

/** At this length a pattern that looks at everything from everywhere is found out already. */
const GLANCE = 2000;

/** The text that a pattern takes longest for. */
async function worstFor(pattern: RegExp): Promise<Attack | undefined> {
  let worst: { readonly attack: Attack; readonly ms: number } | undefined;
  for (const attack of attacksOn(pattern).slice(0, MAX_ATTACKS)) {
    const text = attack.text(GLANCE);
    const run = () => text.replace(pattern, '');
    const ms = await leastTime(run, 1);
    if (worst && ms < worst.ms) continue;
    const again = await leastTime(run, 2);
    if (!worst || again > worst.ms) worst = { attack, ms: Math.min(ms, again) };
  }
  return worst?.attack;
}

async function complaintAbout({ file, pattern }: SourcePattern): Promise<string | undefined> {
  const attack = await worstFor(pattern);
  if (!attack) return undefined;
  const growth = await growthOf((length) => {
    const text = attack.text(length);
    return () => text.replace(pattern, '');
  });
  return growth.isTooMuch
    ? `${file}: ${pattern} ${describeGrowth(growth)}, like ${attack.name}`
    : undefined;
}

describe('patterns', () => {
  let patterns: readonly SourcePattern[] = [];
  beforeAll(async () => {
    const all = [...literalPatterns(), ...(await builtPatterns())];
    patterns = [...new Map(all.map((it) => [String(it.pattern), it])).values()];
  });

  test('are found in the sources', () => {
    expect(patterns.length).toBeGreaterThan(250);
  });

  test('take time in proportion to their input', async () => {
    const complaints: string[] = [];
    for (const it of rowsOf(patterns)) {
      const complaint = await complaintAbout(it);
      if (complaint !== undefined) complaints.push(complaint);
    }
    expect(complaints).toEqual([]);
  }, 120_000);
});

/** At this length a reader that grows too fast is among the slowest already. */
const READER_GLANCE = 6_250;
const TOO_QUICK_MS = 0.5;

type Inputs = Readonly<Record<string, (length: number) => unknown>>;

/** What a reader takes longest for. */
async function worstInputs(read: (input: unknown) => unknown, inputs: Inputs) {
  const all: { readonly name: string; readonly ms: number }[] = [];
  for (const [name, input] of Object.entries(inputs)) {
    const made = input(READER_GLANCE);
    const work = () => read(made);
    if ((await leastTime(work, 1)) < TOO_QUICK_MS) continue;
    all.push({ name, ms: await leastTime(work, 2) });
  }
  return all.toSorted((a, b) => b.ms - a.ms);
}

/** What takes longer than its input grows, in words. */
async function complaintsAbout(
  read: (input: unknown) => unknown,
  inputs: Inputs,
  most = isWide ? 1000 : 2,
): Promise<readonly string[]> {
  const complaints: string[] = [];
  for (const { name } of (await worstInputs(read, inputs)).slice(0, most)) {
    const growth = await growthOf((length) => {
      const made = inputs[name]?.(length);
      return () => read(made);
    });
    if (growth.isTooMuch) complaints.push(`${name} ${describeGrowth(growth)}`);
  }
  return complaints;
}

const RECORDS: Inputs = Object.fromEntries(
  Object.entries(HOSTILE_TEXTS).map(([name, text]) => [
    name,
    (length: number) => everyFact(() => text(length)),
  ]),
);

/** V8 itself takes several times as long for each key of an object once it has a thousand. No object has 5000. */
const WIDE = ['a record with many keys', 'a list under each key'];

/** Twenty characters to a value are few. */
const DATA: Inputs = Object.fromEntries(
  Object.entries(HOSTILE_DATA)
    .filter(([name]) => !WIDE.includes(name))
    .map(([name, data]) => [name, (length: number) => data(length / 20)]),
);

describe('a text is read in time that is in proportion to its length', () => {
  test.for(Object.entries(TEXT_READERS))('%s', async ([, read]) => {
    expect(await complaintsAbout((text) => read(String(text)), HOSTILE_TEXTS)).toEqual([]);
  });
});

describe('data is read in time that is in proportion to its size', () => {
  test.for(Object.entries(DATA_READERS))('%s', async ([, read]) => {
    expect(await complaintsAbout(read, DATA)).toEqual([]);
    expect(await complaintsAbout(read, RECORDS, isWide ? 1000 : 1)).toEqual([]);
  });
});
