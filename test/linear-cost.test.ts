import { beforeAll, describe, expect, test } from 'vitest';
import { describeGrowth, growthOf, leastTime } from './support/growth.ts';
import { type Attack, attacksOn } from './support/pattern-attacks.ts';
import {
  builtPatterns,
  literalPatterns,
  type SourcePattern,
} from './support/patterns-of-source.ts';

/** Set to look at more texts for each pattern: `LINEAR_COST=wide`. */
const MOST_ATTACKS = process.env['LINEAR_COST'] === 'wide' ? 1000 : 90;

/** At this length a pattern that looks at everything from everywhere is found out already. */
const GLANCE = 2000;

/** The text that a pattern takes longest for. */
async function worstFor(pattern: RegExp): Promise<Attack | undefined> {
  let worst: { readonly attack: Attack; readonly ms: number } | undefined;
  for (const attack of attacksOn(pattern).slice(0, MOST_ATTACKS)) {
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
    for (const it of patterns) {
      const complaint = await complaintAbout(it);
      if (complaint !== undefined) complaints.push(complaint);
    }
    expect(complaints).toEqual([]);
  }, 120_000);
});
