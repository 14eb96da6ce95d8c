import twilio from 'twilio';
import type { RequestOptions } from 'twilio/lib/base/RequestClient.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT_SID, AUTH_TOKEN, RELAY_NUMBER } from '../../support/account.ts';
import { type RunningCarrier, startCarrier } from '../../support/carrier.ts';
import { FakeClock, MINUTE } from '../../support/fake-clock.ts';
import { ALICE, BOB } from '../../support/phone-number.ts';
import { untilQuiet } from '../../support/traffic.ts';

let carrier: RunningCarrier;
const clock = new FakeClock();
beforeAll(async () => {
  carrier = await startCarrier({ clock, reach: (url) => url });
});
afterAll(() => carrier[Symbol.asyncDispose]());

/** The official library, pointed at the pretend carrier. */
function client(sid = ACCOUNT_SID, token = AUTH_TOKEN) {
  class Requests extends twilio.RequestClient {
    override request<T>(options: RequestOptions) {
      const { pathname, search } = new URL(options.uri);
      return super.request<T>({ ...options, uri: carrier.url + pathname + search });
    }
  }
  return twilio(sid, token, { httpClient: new Requests({ timeout: 5000 }) });
}

const text = { to: ALICE, from: RELAY_NUMBER, body: 'hello' };
const rest = () => untilQuiet(carrier.requests);

describe('messages', () => {
  test('are sent, and read back as they fare', async () => {
    const sent = await client().messages.create(text);
    expect(sent).toMatchObject({
      accountSid: ACCOUNT_SID,
      ...{ to: ALICE, from: RELAY_NUMBER, body: 'hello', status: 'queued' },
      ...{ direction: 'outbound-api', numSegments: '1', numMedia: '0', price: null },
      ...{ errorCode: null, errorMessage: null, apiVersion: '2010-04-01', dateSent: null },
    });
    expect(sent.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(sent.dateCreated.getTime()).toBe(clock.now());
    await clock.elapse(2000, rest);
    const later = await client().messages(sent.sid).fetch();
    expect(later).toMatchObject({ status: 'delivered', price: '-0.00830', priceUnit: 'USD' });
    expect(later.dateSent.getTime()).toBeGreaterThanOrEqual(sent.dateCreated.getTime());
    expect(carrier.textsTo(ALICE)).toContain('hello');
  });

  test('sent through a Messaging Service are accepted, and say so', async () => {
    const messagingServiceSid = `MG${'1'.repeat(32)}`;
    const sent = await client().messages.create({ to: BOB, body: 'x', messagingServiceSid });
    expect(sent).toMatchObject({ status: 'accepted', messagingServiceSid, from: null });
    await clock.elapse(2000, rest);
    expect(await client().messages(sent.sid).fetch()).toMatchObject({ status: 'delivered' });
    await client().messages(sent.sid).remove();
  });

  test('are listed newest first, by whom they went to, page after page', async () => {
    for (const body of ['1', '2', '3']) {
      await client().messages.create({ ...text, to: BOB, body });
      clock.advance(1000);
    }
    const all = await client().messages.list({ to: BOB, pageSize: 2 });
    expect(all.map(({ body }) => body)).toEqual(['3', '2', '1']);
    const limited = await client().messages.list({ to: BOB, limit: 1 });
    expect(limited.map(({ body }) => body)).toEqual(['3']);
    expect(await client().messages.list({ to: '+15550109999' })).toEqual([]);
    const lately = await client().messages.list({
      to: BOB,
      dateSentAfter: new Date(clock.now() - 500),
    });
    expect(lately.map(({ body }) => body)).toEqual(['3']);
  });

  test('can be redacted, and cancelled while they are queued', async () => {
    await clock.elapse(MINUTE, rest);
    const first = await client().messages.create({ ...text, body: 'x'.repeat(800) });
    const second = await client().messages.create({ ...text, body: 'never said' });
    expect(await client().messages(second.sid).update({ status: 'canceled' })).toMatchObject({
      status: 'canceled',
    });
    await clock.elapse(MINUTE, rest);
    expect(carrier.textsTo(ALICE)).not.toContain('never said');
    expect(await client().messages(first.sid).update({ body: '' })).toMatchObject({ body: '' });
    await expect(client().messages(first.sid).update({ status: 'canceled' })).rejects.toMatchObject(
      {
        status: 409,
      },
    );
    await client().messages(first.sid).remove();
    await expect(client().messages(first.sid).fetch()).rejects.toMatchObject({ code: 20404 });
  });

  test('go out one segment a second, in their order, and not after their time', async () => {
    await clock.elapse(MINUTE, rest);
    const before = carrier.textsTo(BOB).length;
    const long = { ...text, to: BOB, body: 'x'.repeat(400) };
    await client().messages.create(long);
    await client().messages.create({ ...text, to: BOB, body: 'second' });
    const late = await client().messages.create({
      ...text,
      to: BOB,
      body: 'late',
      validityPeriod: 2,
    });
    await clock.elapse(2500, rest);
    expect(carrier.textsTo(BOB).slice(before)).toEqual([long.body]);
    await clock.elapse(MINUTE, rest);
    expect(carrier.textsTo(BOB).slice(before)).toEqual([long.body, 'second']);
    expect(await client().messages(late.sid).fetch()).toMatchObject({
      status: 'failed',
      errorCode: 30036,
    });
  });
});

describe('what the API refuses', () => {
  test.for<readonly [number, number, object]>([
    [21604, 400, { to: '' }],
    [21603, 400, { from: '' }],
    [21602, 400, { body: '' }],
    [21617, 400, { body: 'x'.repeat(1601) }],
    [21211, 400, { to: 'a friend' }],
    [21211, 400, { to: '+15005550001' }],
    [21612, 400, { to: '+15005550002' }],
    [21408, 400, { to: '+15005550003' }],
    [21610, 400, { to: '+15005550004' }],
    [21614, 400, { to: '+15005550009' }],
    [21212, 400, { from: 'nobody' }],
    [21606, 400, { from: BOB }],
    [21609, 400, { statusCallback: 'my house' }],
    [21609, 400, { statusCallback: 'https://my_house.example/' }],
    [21701, 400, { messagingServiceSid: 'my service' }],
    [21910, 400, { to: `whatsapp:${ALICE}` }],
    [20001, 400, { validityPeriod: 40_000 }],
    [20001, 400, { validityPeriod: 0 }],
  ])('%d', async ([code, status, change]) => {
    await expect(client().messages.create({ ...text, ...change })).rejects.toMatchObject({
      ...{ code, status, moreInfo: `https://www.twilio.com/docs/errors/${code}` },
    });
  });

  test('a wrong key, another account, an unknown message, an unknown address', async () => {
    const denied = { code: 20003, status: 401, message: 'Authenticate' };
    await expect(client(ACCOUNT_SID, 'wrong').messages.list()).rejects.toMatchObject(denied);
    await expect(client(`AC${'1'.repeat(32)}`).messages.list()).rejects.toMatchObject(denied);
    const unknown = { code: 20404, status: 404 };
    await expect(
      client()
        .messages(`SM${'9'.repeat(32)}`)
        .fetch(),
    ).rejects.toMatchObject(unknown);
    await expect(client().calls.list()).rejects.toMatchObject(unknown);
  });
});

describe('the number', () => {
  test('is found, read, and told where its texts go', async () => {
    const [number] = await client().incomingPhoneNumbers.list({ phoneNumber: RELAY_NUMBER });
    expect(number).toMatchObject({
      ...{ phoneNumber: RELAY_NUMBER, smsUrl: 'https://relay.example.org/sms', smsMethod: 'POST' },
    });
    const sid = number?.sid ?? '';
    await client().incomingPhoneNumbers(sid).update({ smsUrl: 'https://other.example/sms' });
    expect((await client().incomingPhoneNumbers(sid).fetch()).smsUrl).toBe(
      'https://other.example/sms',
    );
    expect(await client().incomingPhoneNumbers.list({ phoneNumber: '+4930' })).toEqual([]);
    await expect(
      client()
        .incomingPhoneNumbers(`PN${'1'.repeat(32)}`)
        .fetch(),
    ).rejects.toMatchObject({ code: 20404 });
  });

  test('belongs to an account that is active and has money', async () => {
    expect(await client().api.v2010.accounts(ACCOUNT_SID).fetch()).toMatchObject({
      ...{ status: 'active', type: 'Full' },
    });
    expect(await client().balance.fetch()).toMatchObject({ balance: '20.00', currency: 'USD' });
  });
});

describe('switches of the API', () => {
  test.for<readonly [string, number, number]>([
    ['401', 401, 20003],
    ['429', 429, 20429],
    ['500', 500, 20500],
  ])('%s refuses, and nothing is sent', async ([api, status, code]) => {
    const before = carrier.messages().length;
    carrier.set({ api });
    await expect(client().messages.create(text)).rejects.toMatchObject({ status, code });
    await expect(client().messages.list()).rejects.toMatchObject({ status, code });
    carrier.set({ api: 'ok' });
    expect(carrier.messages()).toHaveLength(before);
  });

  test('500-after sends all the same', async () => {
    const before = carrier.messages().length;
    carrier.set({ api: '500-after' });
    await expect(client().messages.create(text)).rejects.toMatchObject({ status: 500 });
    carrier.set({ api: 'ok' });
    expect(carrier.messages()).toHaveLength(before + 1);
  });

  test.for<readonly [string, number]>([
    ['hang', 0],
    ['hang-after', 1],
  ])('%s never answers, and %d texts are sent', async ([api, count]) => {
    const before = carrier.messages().length;
    carrier.set({ api });
    const asked = expect(client().messages.create(text)).rejects.toThrow('socket hang up');
    await expect.poll(() => carrier.requests.begun > carrier.requests.finished).toBe(true);
    carrier.set({ api: 'ok' });
    await clock.elapse(MINUTE, rest);
    await asked;
    expect(carrier.messages()).toHaveLength(before + count);
  });

  test('late answers after 20 seconds', async () => {
    carrier.set({ api: 'late' });
    const asked = client().messages.create(text);
    await expect.poll(() => carrier.requests.begun > carrier.requests.finished).toBe(true);
    carrier.set({ api: 'ok' });
    const before = clock.now();
    await clock.elapse(20_000, rest);
    expect((await asked).dateCreated.getTime()).toBeLessThanOrEqual(before);
  });
});
