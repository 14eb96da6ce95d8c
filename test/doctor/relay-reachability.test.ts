import { once } from 'node:events';
import { createServer as createTcp, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { probe } from '../../src/adapters/http-client/probe.ts';
import { runDoctor } from '../../src/app/doctor.ts';
import { systemClock } from '../../src/core/clock.ts';
import { evaluateAddress, evaluatePublicUrl, type UrlProbe } from '../../src/doctor/public-url.ts';
import { type DoctorFixture, startDoctorFixture } from '../support/doctor-fixture.ts';
import { freePort } from '../support/free-port.ts';
import { containing, having, matching } from '../support/matching.ts';
import { test } from '../support/table-test.ts';
import { expired, type Said, selfSigned, serve, type Upstream } from '../upstreams/serve.ts';

let house: DoctorFixture;
let proxy: Upstream;
let said: Said = { status: 200 };
beforeAll(async () => {
  house = await startDoctorFixture();
  proxy = await serve(() => said);
});
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await house[Symbol.asyncDispose]();
});

/** What the doctor says of PUBLIC_URL and of the relay, in a house that differs in that. */
async function home(change: Record<string, string>, reach = (url: string) => url) {
  const env = { ...house.env, ...change };
  const world = { env, clock: systemClock, version: '0', reach };
  const { findings } = await runDoctor(world, 'look');
  return findings.filter(({ subject }) => ['PUBLIC_URL', 'Relay'].includes(subject));
}

const origin = (upstream: Upstream): string => upstream.url.origin;

describe('what stands between Twilio and the relay', () => {
  test.for<readonly [string, Said, RegExp, RegExp]>([
    [
      'a redirect',
      { status: 301, headers: { location: 'https://relay.example.org/sms?x=1' } },
      /\/sms redirects to https:\/\/relay\.example\.org\/sms \(301\): texts get lost/,
      /into PUBLIC_URL and into the webhook: https, not http\./,
    ],
    ['a password', { status: 401 }, /asks for a password \(401\)/, /pass \/sms without one/],
    ['a firewall', { status: 403 }, /rejected by something in front of the relay/, /signs instead/],
    ['another path', { status: 404 }, /is unknown there \(404\)/, /PUBLIC_URL has no \/sms/],
    ['a proxy in front of nobody', { status: 502 }, /leads nowhere/, /Start the relay/],
    [
      'a page of a tunnel',
      { text: '<html>Visit Site' },
      /not with the answer of a relay/,
      /in a browser/,
    ],
    ['something strange', { status: 418 }, /answers 418/, /log/],
  ])('%s is named, with a way out', async ([, answer, says, next]) => {
    said = answer;
    expect((await home({ PUBLIC_URL: origin(proxy) }))[0]).toEqual({
      ...{ subject: 'PUBLIC_URL', state: 'wrong' },
      says: matching(says),
      next: matching(next),
    });
  });

  test('a relay that knows another token or address refuses, and is told from a firewall', async () => {
    const elsewhere = 'https://other.example';
    const [led] = await home({ PUBLIC_URL: elsewhere }, (url) =>
      url.replace(elsewhere, house.address),
    );
    expect(led).toMatchObject({
      says: matching(/the relay there rejects .* \(403\)/),
      next: matching(/another PUBLIC_URL, TWILIO_AUTH_TOKEN, account/),
    });
  });

  test('a relay that is not the one here is told from it', async () => {
    await using other = await startDoctorFixture();
    const [led] = await home({}, (url) => url.replace('https://relay.example.org', other.address));
    expect(led).toMatchObject({
      state: 'note',
      says: matching(/leads to another relay than the one that runs here/),
    });
  });
});

describe('the line there', () => {
  test.for<readonly [string, string, RegExp, RegExp]>([
    ['closed', 'http://127.0.0.1:65534', /nothing listens there/, /forward the port/],
    ['a name nobody knows', 'https://relay.invalid', /unknown host/, /DNS/],
  ])('%s', async ([, PUBLIC_URL, says, next]) => {
    expect((await home({ PUBLIC_URL }))[0]).toMatchObject({
      ...{ says: matching(says), next: matching(next) },
    });
  });

  test('a certificate that has expired, and one that nobody vouches for', async () => {
    for (const [certificate, says] of [
      [expired(), /its certificate has expired on 2025-01-01$/],
      [selfSigned(), /not from a trusted authority/],
    ] as const) {
      await using upstream = await serve(() => ({ status: 200 }), certificate);
      const [led] = await home({ PUBLIC_URL: origin(upstream) });
      expect(led).toMatchObject({ state: 'wrong', says: matching(says) });
    }
  });

  test('http where https is expected', async () => {
    const url = origin(proxy).replace('http:', 'https:');
    const [led] = await home({ PUBLIC_URL: url });
    expect(led).toMatchObject({ says: matching(/does not speak TLS there/) });
  });
});

describe('without a relay', () => {
  const here = (port: string) => (url: string) =>
    url.replace('https://relay.example.org', `http://127.0.0.1:${port}`);

  test('the doctor listens in its place, and sees whether PUBLIC_URL leads there', async () => {
    const port = String(await freePort());
    expect(await home({ PORT: port }, here(port))).toEqual([
      having({ state: 'ok', says: containing('leads here') }),
      {
        ...{ subject: 'Relay', state: 'note', next: containing('npm start') },
        says: `does not run here: nothing answers at http://127.0.0.1:${port}, so the doctor listened there itself`,
      },
    ]);
    expect((await probe(`http://127.0.0.1:${port}/`)).kind).toBe('none');
  });

  test('a port that somebody else has is named', async () => {
    said = { text: 'my other service' };
    expect(await home({ PORT: proxy.url.port })).toMatchObject([
      { subject: 'Relay', state: 'wrong', says: containing('is not a relay') },
    ]);
    const mute = createTcp((socket) => socket.destroy());
    expect(await home({ PORT: await listening(mute) })).toMatchObject([
      { subject: 'Relay', state: 'wrong', next: containing('another PORT') },
    ]);
    await mute[Symbol.asyncDispose]();
  });
});

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('it does not listen');
  return String(address.port);
}

test.for([
  ['http://127.0.0.1:8000', 'wrong', 'an address of your own network'],
  ['https://192.168.1.4', 'wrong', 'an address of your own network'],
  ['https://100.101.102.103', 'wrong', 'an address of your own network'],
  ['https://[fd00::1]:8443', 'wrong', 'an address of your own network'],
  ['https://relay.local', 'wrong', 'an address of your own network'],
  ['https://my_relay.example.org', 'wrong', 'underscore'],
  ['http://relay.example.org', 'note', 'anyone on the way'],
] as const)('%s is not for Twilio', ([url, state, says]) => {
  expect(evaluateAddress(url)).toMatchObject([{ state, says: containing(says) }]);
});

test.for([
  'https://relay.example.org',
  'https://10.example.org',
  'https://172.32.0.1',
  'https://x.ts.net/relay',
])('%s is an address like any other', (url) => {
  expect(evaluateAddress(url)).toEqual([]);
});

test('a relay without an id is none of this version', () => {
  const alive: UrlProbe = { kind: 'answer', status: 200, body: '{"status":"live"}' };
  const signed: UrlProbe = { kind: 'answer', status: 403, body: '' };
  const seen = { publicUrl: 'https://x.example', here: undefined, alive, signed, now: 0 };
  expect(evaluatePublicUrl(seen).says).toContain('something in front of the relay');
});
