import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTwilioTransport } from '../../../../src/adapters/carriers/twilio/twilio-transport.ts';
import { Secret } from '../../../../src/core/secret.ts';
import { ACCOUNT_SID, AUTH_TOKEN, RELAY_NUMBER } from '../../../support/account.ts';
import { type RunningCarrier, startCarrier } from '../../../support/carrier.ts';
import { FakeClock, MINUTE } from '../../../support/fake-clock.ts';
import { ALICE } from '../../../support/phone-number.ts';
import { untilQuiet } from '../../../support/traffic.ts';

let carrier: RunningCarrier;
const clock = new FakeClock();
beforeAll(async () => {
  carrier = await startCarrier({ clock, reach: (url) => url });
});
afterAll(() => carrier[Symbol.asyncDispose]());

const connect = (apiUrl = () => carrier.url, tokens = [AUTH_TOKEN]) =>
  createTwilioTransport({ sid: ACCOUNT_SID, tokens: tokens.map((it) => new Secret(it)), apiUrl });

const text = {
  ...{ from: RELAY_NUMBER, to: ALICE, body: 'hello', validForSec: 60 },
  reportTo: 'http://127.0.0.1:65534/sms/status?text=1.1',
};
const SID = /^SM[0-9a-f]{32}$/;

async function send(body: string): Promise<string> {
  const outcome = await connect().send({ ...text, body });
  if (outcome.kind !== 'taken') throw new Error(outcome.kind);
  return outcome.report.sid;
}

test('a text is taken, with an id to ask by', async () => {
  const outcome = await connect().send(text);
  expect(outcome).toMatchObject({ kind: 'taken', report: { state: 'queued' } });
  const sid = outcome.kind === 'taken' ? outcome.report.sid : '';
  expect(sid).toMatch(SID);
  await clock.elapse(MINUTE, () => untilQuiet(carrier.requests));
  expect(await connect().ask(sid)).toEqual({
    sid,
    state: 'delivered',
    code: undefined,
    micros: 8300,
  });
  expect(await connect().ask(`SM${'0'.repeat(32)}`)).toBe('unknown-id');
});

test('a text is found by whom it went to, its words, its way and its time', async () => {
  const transport = connect();
  const early = await send('find me');
  clock.advance(MINUTE);
  const since = clock.now();
  const late = await send('find me');
  await send('find somebody else');
  const find = (body: string, way: 'sent' | 'reply', from: number, to: string = ALICE) =>
    transport.find({ to, body, way }, from);
  const sids = (found: Awaited<ReturnType<typeof find>>) => found?.map(({ sid }) => sid);
  expect(sids(await find('find me', 'sent', since))).toEqual([late]);
  expect(sids(await find('find me', 'sent', since - MINUTE))).toEqual([late, early]);
  expect(await find('find me', 'reply', since)).toEqual([]);
  expect(await find('find nobody', 'sent', since)).toEqual([]);
  expect(await find('find me', 'sent', since, '+15550104444')).toEqual([]);
});

test.for<readonly [string, object]>([
  ['401', { kind: 'refused', code: 20003 }],
  ['429', { kind: 'refused', code: 20429 }],
  ['500', { kind: 'unknown' }],
  ['500-after', { kind: 'unknown' }],
])('an API that answers %s', async ([api, outcome]) => {
  carrier.set({ api });
  expect(await connect().send(text)).toMatchObject(outcome);
  carrier.set({ api: 'ok' });
});

test('a carrier that cannot be reached certainly has nothing', async () => {
  const transport = connect(() => 'http://127.0.0.1:65534');
  expect(await transport.send(text)).toMatchObject({ kind: 'unreachable' });
  expect(await transport.find({ to: ALICE, body: 'x', way: 'sent' }, 0)).toBeUndefined();
  expect(await transport.ask(`SM${'0'.repeat(32)}`)).toBeUndefined();
});

test('while the token is rotated, the second one opens the door', async () => {
  const transport = connect(() => carrier.url, ['an old token', AUTH_TOKEN]);
  expect(await transport.send(text)).toMatchObject({ kind: 'taken' });
  expect(await connect(() => carrier.url, ['an old token']).send(text)).toMatchObject({
    ...{ kind: 'refused', code: 20003 },
  });
});

describe('whoever answers in the place of the carrier', () => {
  const json =
    (status: number, body: unknown): RequestListener =>
    (_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
  test.for<readonly [string, RequestListener]>([
    ['a page', (_request, response) => void response.end('<h1>Welcome to the hotel</h1>')],
    ['a proxy that refuses', (_request, response) => void response.writeHead(407).end('no')],
    ['a message without an id', json(201, { status: 'queued' })],
    ['a message with a strange id', json(201, { status: 'queued', sid: '../../etc' })],
    [
      'a message in a strange state',
      json(201, { status: 'levitating', sid: `SM${'1'.repeat(32)}` }),
    ],
    ['nothing', json(201, null)],
    ['a list', json(201, [1, 2, 3])],
    ['a break', (_request, response) => void response.destroy()],
  ])('with %s leaves it unknown, and tells no secret', async ([, listener]) => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const bound = server.address();
    const port = typeof bound === 'object' && bound ? bound.port : 0;
    const transport = connect(() => `http://127.0.0.1:${port}`);
    const outcome = await transport.send(text);
    expect(outcome).toMatchObject({ kind: 'unknown' });
    const shown = JSON.stringify(outcome);
    expect(shown).not.toContain(AUTH_TOKEN);
    expect(shown).not.toContain(btoa(`${ACCOUNT_SID}:${AUTH_TOKEN}`));
    expect(await transport.find({ to: ALICE, body: 'x', way: 'sent' }, 0)).toSatisfy(
      (found) => found === undefined || (Array.isArray(found) && found.length === 0),
    );
    server.closeAllConnections();
    await server[Symbol.asyncDispose]();
  });
});
