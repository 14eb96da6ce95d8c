import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTwilioAccount } from '../../../../src/adapters/carriers/twilio/twilio-account.ts';
import { Secret } from '../../../../src/core/secret.ts';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from '../../../support/account.ts';
import { type RunningCarrier, startCarrier } from '../../../support/carrier.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

let carrier: RunningCarrier;
beforeAll(async () => {
  carrier = await startCarrier({ clock: new FakeClock(), reach: (url) => url });
});
afterAll(() => carrier[Symbol.asyncDispose]());

const open = (token = AUTH_TOKEN, url = carrier.url) =>
  createTwilioAccount({ sid: ACCOUNT_SID, tokens: [new Secret(token)], apiUrl: () => url });

test('the numbers of an account, and where their texts go', async () => {
  const number = { number: RELAY_NUMBER, webhook: `${PUBLIC_URL}/sms`, method: 'POST' };
  expect(await open().numbers()).toMatchObject({ ok: true, value: [number] });
  expect(await open().find(RELAY_NUMBER)).toMatchObject({ ok: true, value: number });
  expect(await open().find('+15550109999')).toEqual({ ok: true, value: undefined });
});

test('texts go where they are told to, as the carrier says itself afterwards', async () => {
  const account = open();
  const found = await account.find(RELAY_NUMBER);
  if (!found.ok || !found.value) throw new Error('no number');
  const webhook = 'https://tunnel.example.net/sms#rc=2&rp=all';
  expect(await account.pointTo(found.value, webhook)).toMatchObject({
    ok: true,
    value: { webhook },
  });
  expect(await account.find(RELAY_NUMBER)).toMatchObject({ ok: true, value: { webhook } });
});

test('a token that is wrong is told from everything else that can be', async () => {
  const denied = await open('wrong-token').numbers();
  expect(denied).toMatchObject({ ok: false, error: { kind: 'denied' } });
  expect(JSON.stringify(denied)).toContain('(20003)');
  const nobody = await open(AUTH_TOKEN, 'http://127.0.0.1:65534').numbers();
  expect(nobody).toMatchObject({ ok: false, error: { kind: 'other' } });
  expect(JSON.stringify(nobody)).not.toContain(AUTH_TOKEN);
});

test('an application in the way is taken off, and what cannot be read is trouble', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (chunk) => asked.push(String(chunk)));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json').end('{"sid": 7}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const account = open(AUTH_TOKEN, `http://127.0.0.1:${port}`);
  const number = {
    ...{ id: `PN${'0'.repeat(32)}`, number: RELAY_NUMBER, name: '', webhook: '', method: 'POST' },
    application: `AP${'0'.repeat(32)}`,
  };
  expect(await account.pointTo(number, 'https://x/sms')).toMatchObject({
    ok: false,
    error: { kind: 'other', words: 'its answer cannot be read' },
  });
  expect(Object.fromEntries(new URLSearchParams(asked.join('')))).toEqual({
    ...{ SmsUrl: 'https://x/sms', SmsMethod: 'POST', SmsApplicationSid: '' },
  });
  server.close();
});
