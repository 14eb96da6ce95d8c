import { expect, test } from 'vitest';
import { z } from 'zod';
import { ok } from '../../src/core/result.ts';
import { defineChange } from '../../src/operation/change-operation.ts';
import { ALICE } from '../support/people.ts';

/** A change of a lamp that has burned for so many hours. */
const lampAfter = (hours: number) =>
  defineChange({
    name: 'lamp_off',
    verb: 'off',
    summary: 'Switch a lamp off',
    risk: 'change',
    input: z.strictObject({}),
    evidence: z.object({ hours: z.number().min(0) }),
    plan: async () => ok({ question: 'Lamp off?', evidence: { hours } }),
    execute: async () => ok(undefined),
    verify: async () => ({ state: 'open' }),
  });

test('a plan is what was seen, and the same as one made again', async () => {
  const [one, two] = [await lampAfter(3).plan({}, ALICE), await lampAfter(4).plan({}, ALICE)];
  if (!one.ok || !two.ok) throw new Error('no plan');
  expect(one.value).toMatchObject({ question: 'Lamp off?', evidence: { hours: 3 } });
  expect(lampAfter(4).isSame(one.value, two.value)).toBe(true);
});

test.for([-1, Number.NaN, Number.POSITIVE_INFINITY])(
  'a state of %d is not asked about: no code could ever confirm what cannot be compared',
  async (hours) => {
    expect(await lampAfter(hours).plan({}, ALICE)).toEqual({
      ok: false,
      error: { kind: 'bad-input', hint: 'Its state is told in a way that cannot be compared.' },
    });
  },
);
