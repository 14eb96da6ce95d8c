import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { createAccountChecks } from '../../src/adapters/carriers/twilio/account-checks.ts';
import type { PhoneNumber } from '../../src/core/phone-number.ts';
import { Secret } from '../../src/core/secret.ts';
import type { CheckResult } from '../../src/doctor/check-result.ts';
import { checkTwilio } from '../../src/doctor/twilio.ts';
import { type AccountStatus, WELL } from '../../src/emulators/twilio/account-status.ts';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from '../support/account.ts';
import { type RunningCarrier, startCarrier } from '../support/carrier.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { containing, having, matching } from '../support/matching.ts';
import { ALICE, BOB, number } from '../support/phone-number.ts';
import { test } from '../support/table-test.ts';

let carrier: RunningCarrier;
beforeAll(async () => {
  carrier = await startCarrier({ clock: new FakeClock(), reach: (url) => url });
});
afterAll(() => carrier[Symbol.asyncDispose]());
afterEach(() => carrier.changeAccountStatus(WELL));

interface Choices {
  readonly apiUrl?: string;
  readonly tokens?: readonly string[];
  readonly people?: readonly PhoneNumber[];
  readonly publicUrl?: string;
  readonly relay?: PhoneNumber;
}

async function examine(choices: Choices = {}): Promise<readonly CheckResult[]> {
  const { apiUrl = carrier.url, tokens = [AUTH_TOKEN], people = [ALICE] } = choices;
  const { publicUrl = PUBLIC_URL, relay = RELAY_NUMBER } = choices;
  const account = { sid: ACCOUNT_SID, tokens: tokens.map((it) => new Secret(it)) };
  const office = createAccountChecks({ ...account, apiUrl: () => apiUrl });
  return checkTwilio({ carrier: office, number: relay, people, publicUrl });
}

const about = async (subject: string, choices?: Choices) =>
  (await examine(choices)).find((it) => it.subject === subject);

const service = (
  change: Partial<NonNullable<AccountStatus['service']>>,
): Partial<AccountStatus> => ({
  service: { ...(WELL.service ?? never()), ...change },
});

function never(): never {
  throw new Error('there is a service');
}

test.for<readonly [string, Partial<AccountStatus>, string, RegExp, RegExp]>([
  ['a suspended account', { status: 'suspended' }, 'Twilio', /is suspended/, /shows why/],
  [
    'a trial account that does not know the phone',
    { type: 'Trial' },
    'Twilio',
    /verified numbers only, and \.\.\.01 is not \(21608\)/,
    /Verified Caller/,
  ],
  [
    'a trial account',
    { type: 'Trial', verifiedNumbers: [ALICE] },
    'Twilio',
    /verified numbers only, with words of its own/,
    /Upgrade/,
  ],
  ['an empty budget', { balance: '-0.31' }, 'Twilio', /-0\.31 USD left/, /add money/],
  ['a number that cannot text', { hasSms: false }, 'Number', /cannot text/, /a number with SMS/],
  [
    'a closed country',
    { closedCountries: ['US'] },
    'Countries',
    /US are switched off \(21408\)/,
    /Geo permissions/,
  ],
  [
    'a Messaging Service in the way',
    service({ leavesTextsToNumber: false, inboundUrl: 'https://old.example/sms' }),
    'Webhook',
    /Messaging Service "Home", which goes before the number, sends texts to https:\/\/old\.example\/sms/,
    /Messaging, Services, Home, Integration/,
  ],
  [
    'a Messaging Service that swallows texts',
    service({ leavesTextsToNumber: false, inboundUrl: null }),
    'Webhook',
    /"Home".* sends texts nowhere/,
    /Integration: https:\/\/relay\.example\.org\/sms, POST/,
  ],
  [
    'a TwiML App in the way',
    { application: { sid: `AP${'0'.repeat(32)}`, smsUrl: 'https://old.example/app' } },
    'Webhook',
    /TwiML App, which goes before .* sends texts to https:\/\/old\.example\/app/,
    /Phone Numbers/,
  ],
  [
    'a service without a campaign',
    service({ campaign: undefined }),
    'Registration',
    /no A2P campaign \(30034\)/,
    /Sole Proprietor/,
  ],
  [
    'a campaign under review',
    service({ campaign: { status: 'IN_PROGRESS' } }),
    'Registration',
    /is in progress: nothing is delivered before it is verified \(30035\)/,
    /10 to 15 working days/,
  ],
  [
    'a campaign that was refused',
    service({ campaign: { status: 'FAILED', objections: ['call to action incomplete'] } }),
    'Registration',
    /was refused \(30034\): 30909: call to action incomplete/,
    /30532/,
  ],
])('%s is named, with a way out', async ([, standing, subject, says, next]) => {
  carrier.changeAccountStatus(standing);
  const findings = (await examine()).filter((it) => it.subject === subject && it.state !== 'ok');
  expect(findings).toEqual([
    having({
      says: matching(says),
      next: matching(next),
    }),
  ]);
});

test('a webhook with a plain address is right, and could be called twice', async () => {
  expect(await about('Webhook')).toMatchObject({
    state: 'note',
    next: containing('#rc=2&rp=all'),
  });
});

test('a webhook with a slash too many is wrong: every signature would be', async () => {
  expect(await about('Webhook', { publicUrl: 'http://relay.example.org' })).toMatchObject({
    state: 'wrong',
    says: 'the number sends texts to https://relay.example.org/sms: PUBLIC_URL says http://, Twilio calls https://, so every signature is wrong',
  });
});

describe('without an answer', () => {
  test('a wrong key ends the examination at once, and either of two tokens may do', async () => {
    expect(await examine({ tokens: ['old'] })).toEqual([
      having({
        subject: 'Twilio',
        state: 'wrong',
        says: containing('refuses'),
      }),
    ]);
    expect(await about('Twilio', { tokens: ['old', AUTH_TOKEN] })).toMatchObject({ state: 'ok' });
  });

  test('nobody there is not a wrong key', async () => {
    expect(await examine({ apiUrl: 'http://127.0.0.1:65534' })).toEqual([
      {
        ...{ subject: 'Twilio', state: 'wrong', says: 'cannot be reached: nothing listens there' },
        next: 'Check that this machine can reach api.twilio.com on port 443.',
      },
    ]);
  });

  test('a carrier in trouble is told by its code', async () => {
    carrier.set({ api: '500' });
    expect(await examine()).toMatchObject([{ says: 'answers with an error (20500)' }]);
    carrier.set({ api: 'ok' });
  });
});

test('a number of somebody else is not ours', async () => {
  expect(await about('Number', { relay: BOB })).toMatchObject({
    state: 'wrong',
    says: '...02 is not a number of this account',
  });
});

test('who texts nobody in the United States needs no registration there', async () => {
  carrier.changeAccountStatus({ service: undefined });
  const people = [number('+4915112345678')];
  expect(await about('Registration', { people })).toMatchObject({ state: 'ok' });
  expect(await about('Countries', { people })).toMatchObject({ says: 'texts may go to DE' });
});

test('the verification of a toll-free number is read', async () => {
  const account = { sid: ACCOUNT_SID, tokens: [new Secret(AUTH_TOKEN)] };
  const office = createAccountChecks({ ...account, apiUrl: () => carrier.url });
  const sid = `PN${'0'.repeat(32)}`;
  expect(await office.tollFree(sid)).toEqual({ ok: true, value: undefined });
  carrier.changeAccountStatus({ tollFree: { status: 'TWILIO_REJECTED', reason: 'no opt-in' } });
  expect(await office.tollFree(sid)).toEqual({
    ok: true,
    value: { status: 'TWILIO_REJECTED', objections: ['no opt-in'] },
  });
});
