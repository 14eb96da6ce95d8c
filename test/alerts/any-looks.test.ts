import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AreaLook } from '../../src/operation/area-look.ts';
import { lookSeries, NAS, PLEX, partial, SILENT, whole } from './look-series.ts';

const problems = fc.subarray([PLEX, { ...PLEX, state: 'paused' }, NAS]);

const anyLook: fc.Arbitrary<AreaLook> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(SILENT) },
  { weight: 4, arbitrary: problems.map((some) => whole(...some)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('no answer about guests', 'best guess', undefined), problems)
      .map(([gap, some]) => partial(gap, ...some)),
  },
  {
    weight: 1,
    arbitrary: problems.map((some) => ({ ...whole(...some), hidden: [PLEX.subject] })),
  },
);

const keysShown = (look: AreaLook): readonly string[] =>
  look.isSilent ? [look.area] : look.problems.map(({ subject }) => subject);

/** Two looks at least showed the problem, this one among them. */
function expectSeenTwice(key: string, looks: readonly AreaLook[]): void {
  const showing = looks.filter((look) => keysShown(look).includes(key));
  expect(showing.length).toBeGreaterThanOrEqual(2);
  expect(showing.at(-1)).toBe(looks.at(-1));
}

/** The look was answered, does not show the problem, and would. */
function expectGone(key: string, look: AreaLook | undefined): void {
  expect(look).toMatchObject({ isSilent: false });
  expect(look && keysShown(look)).not.toContain(key);
  expect(look).not.toMatchObject({ hidden: [key] });
}

test('by any looks, an alert fires when seen, ends once, and never while a look shows it or proves nothing', () => {
  const check = (looks: readonly AreaLook[]): void => {
    const series = lookSeries();
    const firing = new Set<string>();
    for (const [index, look] of looks.entries()) {
      for (const { key, state } of series.take(look)) {
        if (state === 'resolved') {
          expect(firing.delete(key)).toBe(true);
          expectGone(key, look);
        } else {
          firing.add(key);
          expectSeenTwice(key, looks.slice(0, index + 1));
        }
      }
    }
    series.take(whole(), whole());
    expect(series.state()).toContain('"problems":[]');
    const byKey = Map.groupBy(series.events, ({ key }) => key);
    expect([...byKey.values()].every((all) => all.at(-1)?.state === 'resolved')).toBe(true);
  };
  fc.assert(fc.property(fc.array(anyLook, { maxLength: 40 }), check), { numRuns: 2000 });
});
