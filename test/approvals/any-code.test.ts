import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALICE, BOB, CAROL } from '../support/people.ts';
import { runsOf } from '../support/share.ts';
import { ApprovalModel } from './approval-model.ts';

describe('whatever is texted by whomever', () => {
  const who = fc.constantFrom(ALICE, ALICE, ALICE, CAROL, BOB);
  /** How many codes ago: mostly the newest. */
  const age = fc.oneof(fc.constant(0), fc.nat({ max: 5 }));
  const lamp = fc.constantFrom('hall', 'attic');
  const wish = fc.record({
    action: fc.oneof(fc.constant('lamp_switch'), fc.string()),
    input: fc.oneof(
      lamp.map((name) => ({ lamp: name })),
      fc.dictionary(fc.string(), fc.jsonValue()),
    ),
  });
  const modelCall = fc.record({
    tool: fc.oneof(fc.constant('propose'), fc.string()),
    input: fc.oneof({ weight: 3, arbitrary: wish }, { weight: 1, arbitrary: fc.jsonValue() }),
  });
  const step: fc.Arbitrary<(round: ApprovalModel) => unknown> = fc.oneof(
    fc.tuple(who, lamp).map(
      ([person, name]) =>
        (round: ApprovalModel) =>
          round.propose(person, name),
    ),
    fc.tuple(who, age).map(
      ([person, back]) =>
        (it: ApprovalModel) =>
          it.answer(person, back),
    ),
    fc.tuple(who, fc.integer({ min: 100_000, max: 999_999 })).map(
      ([person, code]) =>
        (round: ApprovalModel) =>
          round.text(person, String(code)),
    ),
    who.map((person) => (round: ApprovalModel) => round.sayNo(person)),
    fc
      .oneof(fc.nat({ max: 6 }), fc.constantFrom(15, 60, 700, 1440))
      .map((minutes) => (round: ApprovalModel) => round.wait(minutes)),
    fc.integer({ min: -30, max: 30 }).map((hours) => (round: ApprovalModel) => round.jump(hours)),
    fc.constant((round: ApprovalModel) => round.restart()),
    fc.constantFrom(ALICE, CAROL).map((person) => (round: ApprovalModel) => round.unlock(person)),
    fc.tuple(fc.constantFrom(ALICE, CAROL), fc.oneof(fc.constant(0), fc.nat({ max: 2 }))).map(
      ([person, back]) =>
        (it: ApprovalModel) =>
          it.confirm(person, back),
    ),
    fc.tuple(fc.constantFrom(ALICE, CAROL), lamp).map(
      ([person, name]) =>
        (it: ApprovalModel) =>
          it.propose(person, name),
    ),
    fc.tuple(fc.constantFrom(ALICE, CAROL), fc.integer({ min: 100_000, max: 999_999 })).map(
      ([person, code]) =>
        (round: ApprovalModel) =>
          round.attack(person, String(code)),
    ),
    fc
      .constantFrom('on', 'off', 'dim')
      .map((state) => (round: ApprovalModel) => round.change(state)),
    fc.tuple(who, fc.string()).map(
      ([person, text]) =>
        (round: ApprovalModel) =>
          round.say(person, text),
    ),
    fc.boolean().map((isDark) => (round: ApprovalModel) => round.darken(isDark)),
    fc.tuple(who, age).map(
      ([person, back]) =>
        (round: ApprovalModel) =>
          round.twice(person, back),
    ),
    fc.tuple(who, fc.array(modelCall, { maxLength: 4 })).map(
      ([person, calls]) =>
        (round: ApprovalModel) =>
          round.consult(person, calls),
    ),
  );

  test('nothing happens without a fresh code from the phone of an operator', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
        const round = new ApprovalModel();
        for (const take of steps) {
          await take(round);
          expect(round.runs).toEqual(round.rightful);
        }
      }),
      { numRuns: runsOf(250) },
    );
  });
});
