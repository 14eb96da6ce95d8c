import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LIMITS, type Limits } from '../../src/http/limits.ts';
import { toPersonId } from '../../src/people/person.ts';
import { ALICE } from '../support/phone-number.ts';
import { heardUntilClosed, shout } from '../support/raw-line.ts';
import { startServer } from '../support/server.ts';
import { formOf, sign, signedRequest } from '../support/signed-form.ts';

let http: Awaited<ReturnType<typeof startServer>>;
let address: string;

async function start(limits: Partial<Limits> = {}): Promise<void> {
  http = await startServer({
    limits,
    twilio: {
      personAt: ({ number }) => (number === ALICE ? { id: toPersonId(number) } : undefined),
      answer: async () => ({ text: 'hello' }),
    },
  });
  address = await http.listen({ host: '127.0.0.1', port: 0 });
}

beforeEach(() => start());
afterEach(() => http.close());

/** A signed text as it goes over the wire, with whatever a proxy or an attacker adds. */
function wire(extra: readonly string[] = [], form = formOf(ALICE, 'x')): string {
  const { payload, headers } = signedRequest(form);
  return [
    'POST /sms HTTP/1.1',
    'Host: x',
    `Content-Length: ${payload.length}`,
    'Connection: close',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...extra,
    '',
    payload,
  ].join('\r\n');
}

/** It still answers honest people, and said nothing to the others that tells about the inside. */
async function expectUnharmed(heard: string): Promise<void> {
  expect(heard).not.toMatch(/node|fastify|llhttp|\bat .*:\d+|\.ts|stack/i);
  expect(await shout(address, wire())).toMatch(/^HTTP\/1\.1 200 .*<Message>hello</s);
}

const head = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`;

describe('what is no honest request is refused, and harms nobody:', () => {
  test.for<readonly [string, string, RegExp]>([
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01', /^HTTP\/1\.1 400 /],
    ['nonsense', 'GIVE ME ALL\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['HTTP of the future', head('GET / HTTP/9.9', 'Host: x'), /^HTTP\/1\.1 (?:400|505) /],
    ['no Host', head('GET / HTTP/1.1', 'Connection: close'), /^HTTP\/1\.1 400 /],
    [
      'a length and chunks at once',
      `${head('POST /sms HTTP/1.1', 'Host: x', 'Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n`,
      /^HTTP\/1\.1 4\d\d /,
    ],
    [
      'two lengths',
      `${head('POST /sms HTTP/1.1', 'Host: x', 'Content-Length: 5', 'Content-Length: 6')}hello`,
      /^HTTP\/1\.1 400 /,
    ],
    [
      'a length that is none',
      `${head('POST /sms HTTP/1.1', 'Host: x', 'Content-Length: -1')}hello`,
      /^HTTP\/1\.1 400 /,
    ],
    [
      'a chunk without end',
      `${head('POST /sms HTTP/1.1', 'Host: x', 'Transfer-Encoding: chunked')}ZZ\r\n`,
      /^HTTP\/1\.1 4\d\d /,
    ],
    [
      'chunks twice',
      head('POST /sms HTTP/1.1', 'Host: x', 'Transfer-Encoding: chunked, identity'),
      /^HTTP\/1\.1 4\d\d /,
    ],
    ['a null in the address', head('GET /\0 HTTP/1.1', 'Host: x'), /^HTTP\/1\.1 400 /],
    ['a null, encoded', head('GET /%00 HTTP/1.1', 'Host: x', 'Connection: close'), / 404 /],
    [
      'a way up, encoded',
      head('GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1', 'Host: x', 'Connection: close'),
      / 404 /,
    ],
    ['a broken address', head('GET /%zz HTTP/1.1', 'Host: x', 'Connection: close'), / 400 /],
    [
      'another host’s address',
      head('GET http://evil/ HTTP/1.1', 'Host: x', 'Connection: close'),
      / [24]\d\d /,
    ],
    ['a header without a name', head('GET / HTTP/1.1', 'Host: x', ': x'), /^HTTP\/1\.1 400 /],
    [
      'a header with a line feed',
      head('GET / HTTP/1.1', 'Host: x', 'A: b\nC: d', 'Connection: close'),
      / [24]\d\d /,
    ],
    ['a folded header', head('GET / HTTP/1.1', 'Host: x', 'A: b', ' c'), /^HTTP\/1\.1 [24]\d\d /],
    ['an endless query', head(`GET /?${'a=b&'.repeat(5000)} HTTP/1.1`, 'Host: x'), / 431 /],
    ['an endless header', head('GET / HTTP/1.1', 'Host: x', `A: ${'b'.repeat(9000)}`), / 431 /],
    ['TRACE', head('TRACE / HTTP/1.1', 'Host: x', 'Connection: close'), / 404 /],
    ['CONNECT', head('CONNECT a:1 HTTP/1.1', 'Host: x'), /^(?:HTTP\/1\.1 4\d\d .*)?$/s],
    ['PROPFIND', head('PROPFIND /sms HTTP/1.1', 'Host: x', 'Connection: close'), / 404 /],
    [
      'an upgrade',
      head('GET / HTTP/1.1', 'Host: x', 'Connection: Upgrade, close', 'Upgrade: websocket'),
      /^HTTP\/1\.1 [24]\d\d /,
    ],
    ['h2c', head('PRI * HTTP/2.0', '', 'SM', ''), /^HTTP\/1\.1 (?:400|404|505) /],
    [
      'an expectation that cannot be met',
      head('GET / HTTP/1.1', 'Host: x', 'Expect: a miracle', 'Connection: close'),
      /^HTTP\/1\.1 417 /,
    ],
    ['HTTP/1.0', head('GET /health/live HTTP/1.0'), /^HTTP\/1\.1 200 /],
    [
      'HTTP/1.0 with no signature',
      `${head('POST /sms HTTP/1.0', 'Content-Length: 1')}x`,
      /^HTTP\/1\.1 403 /,
    ],
  ])('%s', async ([, words, answer]) => {
    const heard = await shout(address, words);
    expect(heard).toMatch(answer);
    await expectUnharmed(heard);
  });
});

describe('a signed text', () => {
  test.for<readonly [string, readonly string[]]>([
    ['asks whether it may go on', ['Expect: 100-continue']],
    ['says where it came from', ['X-Forwarded-For: 1.2.3.4', 'X-Forwarded-Host: evil']],
    ['has fifty more headers', Array.from({ length: 50 }, (_, at) => `X-${at}: y`)],
  ])('that %s is answered', async ([, extra]) => {
    expect(await shout(address, wire(extra))).toMatch(/HTTP\/1\.1 200 .*<Message>hello</s);
  });

  test('with two signatures is nobody’s, nor is one with more headers than anybody sends', async () => {
    const { payload } = signedRequest(formOf(ALICE, 'x'));
    for (const extra of [
      [`X-Twilio-Signature: ${sign({ a: payload })}`],
      [...Array.from({ length: 200 }, (_, at) => `X-${at}: y`), 'X-Z: 1'],
    ]) {
      const heard = await shout(address, wire(extra));
      expect(heard).toMatch(/^HTTP\/1\.1 (?:200|403|431) /);
      await expectUnharmed(heard);
    }
  });

  test('and another right behind it on the line are both answered, in order', async () => {
    const both = wire().replace('Connection: close\r\n', '') + wire();
    const heard = await shout(address, both);
    expect(heard.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  });
});

test('what is certainly not signed is refused before its body is read', async () => {
  const words = head('POST /sms HTTP/1.1', 'Host: x', 'Content-Length: 60000');
  for (const extra of ['', 'X-Twilio-Signature: nonsense\r\n']) {
    const heard = await shout(address, words.replace('\r\n\r\n', `\r\n${extra}\r\n`));
    expect(heard).toMatch(/^HTTP\/1\.1 403 .*connection: close/is);
  }
});

test('nobody is locked out by the forgeries of others from the same address', async () => {
  const forged = wire().replace(/(x-twilio-signature: )\S{4}/, '$1AAAA');
  const knocks = Array.from({ length: 200 }, () => shout(address, forged));
  for (const heard of await Promise.all(knocks)) expect(heard).toMatch(/^HTTP\/1\.1 403 /);
  expect(await shout(address, wire())).toMatch(/^HTTP\/1\.1 200 .*<Message>hello</s);
});

test('what is longer than it may be is refused', async () => {
  await http.close();
  await start({ bodyBytes: 100 });
  const long = formOf(ALICE, 'x'.repeat(200));
  expect(await shout(address, wire([], long))).toMatch(/^HTTP\/1\.1 413 /);
});

describe('whoever is slow is hung up on', () => {
  const line = () => {
    const { port, hostname } = new URL(address);
    return connect(Number(port), hostname);
  };
  beforeEach(async () => {
    await http.close();
    await start({ headMs: 400, requestMs: 500, checkMs: 20, idleMs: 300 });
  });

  test.for<readonly [string, string, RegExp]>([
    ['with half a head', 'POST /sms HTTP/1.1\r\nHost: x\r\nX-A', / 408 /],
    [
      'with half a body',
      `POST /sms HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nX-Twilio-Signature: ${sign({})}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nhalf of it`,
      / 408 /,
    ],
    ['with nothing to say', '', /^(?:HTTP\/1\.1 408 .*)?$/s],
    ['with a line that it keeps', head('GET /health/live HTTP/1.1', 'Host: x'), / 200 /],
  ])('%s', async ([, words, answer]) => {
    const socket = line();
    await once(socket, 'connect');
    if (words) socket.write(words);
    expect(await heardUntilClosed(socket)).toMatch(answer);
  });

  test('but who waits for an answer may wait', async () => {
    await http.close();
    const { promise: answer, resolve: say } = Promise.withResolvers<{ text: string }>();
    const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
    http = await startServer({
      limits: { headMs: 400, requestMs: 400, checkMs: 10, idleMs: 50 },
      twilio: {
        personAt: ({ number }) => ({ id: toPersonId(number) }),
        answer: () => {
          isAsked();
          return answer;
        },
      },
    });
    address = await http.listen({ host: '127.0.0.1', port: 0 });
    const heard = shout(address, wire());
    await asked;
    // Somebody slow has been found meanwhile: then the waiting one has been looked at too.
    await shout(address, 'GET / HT');
    say({ text: 'late, but here' });
    expect(await heard).toContain('late, but here');
  });
});

test('the real limits leave honest people room, and slow ones little', () => {
  expect(LIMITS.requestMs).toBeLessThanOrEqual(15_000);
  expect(LIMITS.headMs).toBeLessThan(LIMITS.requestMs);
  expect(LIMITS.idleMs).toBeGreaterThan(60_000); // nginx keeps its lines for so long
  const { server } = http;
  expect([server.requestTimeout, server.headersTimeout, server.keepAliveTimeout]).toEqual([
    LIMITS.requestMs,
    LIMITS.headMs,
    LIMITS.idleMs,
  ]);
  expect(server.maxHeadersCount).toBe(LIMITS.headers);
});

const GUARDS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};
const POLICY = /^default-src 'none'.*frame-ancestors 'none'$/;

test.for<readonly [string, string]>([
  ['GET', '/'],
  ['GET', '/health'],
  ['GET', '/health/live'],
  ['POST', '/sms'],
  ['POST', '/sms/status'],
  ['GET', '/nowhere'],
  ['GET', '/%zz'],
  ['DELETE', '/'],
])('%s %s is guarded, and says nothing about what answers', async ([method, path]) => {
  const response = await fetch(address + path, { method, redirect: 'manual' });
  const headers = Object.fromEntries(response.headers);
  expect(headers).toMatchObject(GUARDS);
  expect(headers['content-security-policy']).toMatch(POLICY);
  expect(Object.keys(headers)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(?:server|x-powered-by|via)$/)]),
  );
  expect(await response.text()).not.toMatch(/\d+\.\d+\.\d+/);
});

test('what never became a request is answered in the same shape, and guarded', async () => {
  const heard = await shout(address, 'nonsense\r\n\r\n');
  for (const name of Object.keys(GUARDS)) expect(heard).toContain(`${name}: `);
  expect(heard).toMatch(/\r\n\r\n\{"error":"bad request"\}$/);
});
