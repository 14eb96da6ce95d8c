import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { WELL } from '../../src/emulators/twilio/account-status.ts';
import { type DoctorFixture, startDoctorFixture } from '../support/doctor-fixture.ts';
import { fastClock } from '../support/fast-clock.ts';
import { containing, matching } from '../support/matching.ts';
import { ALICE } from '../support/phone-number.ts';
import { test } from '../support/table-test.ts';

let house: DoctorFixture;
beforeAll(async () => {
  house = await startDoctorFixture();
});
afterAll(() => house[Symbol.asyncDispose]());
afterEach(async () => {
  house.carrier.changeAccountStatus(WELL);
  house.carrier.set({ delivery: 'delivered', api: 'ok' });
});

/** In fast time: the carrier's own is as it is. */
const send = async () =>
  (await house.examine({}, 'send', fastClock(Date.now()))).find(
    ({ subject }) => subject === 'Text',
  );

test('a real text is sent to the first operator, and seen to arrive', async () => {
  expect(await send()).toMatchObject({
    state: 'ok',
    says: matching(/^delivered to \.\.\.01 within \d+ s$/),
  });
  expect(house.carrier.textsTo(ALICE).at(-1)).toContain('They do.');
});

test('without the word for it, nothing is sent', async () => {
  const before = house.carrier.messages().length;
  await house.examine();
  expect(house.carrier.messages()).toHaveLength(before);
});

test.for<readonly [number, () => void, RegExp]>([
  [
    30034,
    () => house.carrier.changeAccountStatus({ service: undefined }),
    /A2P 10DLC: register.*30532/,
  ],
  [30003, () => house.carrier.set({ delivery: '30003' }), /Switch the phone on/],
  [30007, () => house.carrier.set({ delivery: '30007' }), /treated it as spam/],
  [21608, () => house.carrier.changeAccountStatus({ type: 'Trial' }), /Verified Caller IDs/],
  [21408, () => house.carrier.changeAccountStatus({ closedCountries: ['US'] }), /Geo permissions/],
])('%d is put into words, with a way out', async ([code, plant, next]) => {
  plant();
  expect(await send()).toEqual({
    ...{ subject: 'Text', state: 'wrong', next: matching(next) },
    says: containing(`(${code})`),
  });
});

test('a phone that opted out is told how to come back', async () => {
  await house.carrier.text(ALICE, 'STOP');
  expect(await send()).toMatchObject({ state: 'wrong', next: matching(/Text START/) });
  await house.carrier.text(ALICE, 'START');
});

test('an API that does not answer proves nothing', async () => {
  house.carrier.set({ api: '500' });
  expect(await send()).toMatchObject({
    state: 'wrong',
    says: matching(/^Twilio did not answer/),
  });
});

test('a text that nobody confirms is waited for a minute, and then said to be on its way', async () => {
  house.carrier.set({ delivery: 'stuck' });
  expect(await send()).toMatchObject({
    state: 'note',
    says: matching(/^sent, and after 6\d s there is no confirmation that \.\.\.01 has it$/),
  });
});
