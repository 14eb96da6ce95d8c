import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/http/limits.ts';
import { toPersonId } from '../../src/people/person.ts';
import { ALICE } from '../support/phone-number.ts';
import { heardUntilClosed } from '../support/raw-line.ts';
import { startServer } from '../support/server.ts';
import { formOf, signedRequest } from '../support/signed-form.ts';

const ATTACKER = '127.0.0.2';
const TWILIO = '127.0.0.3';
const NEIGHBOUR = '127.0.0.4';

let http: Awaited<ReturnType<typeof startServer>>;
let port: number;
let lines: Socket[];
let answer: () => Promise<{ text: string }>;

async function start(most = LIMITS.maxConnections): Promise<void> {
  http = await startServer({
    limits: { maxConnections: most },
    twilio: { personAt: ({ number }) => ({ id: toPersonId(number) }), answer: () => answer() },
  });
  port = Number(new URL(await http.listen({ host: '127.0.0.1', port: 0 })).port);
}

beforeEach(() => {
  lines = [];
  answer = async () => ({ text: 'hello' });
});
afterEach(async () => {
  for (const line of lines) line.destroy();
  await http.close();
});

/** A connection from an address of this machine, that says this. */
async function open(localAddress: string, words = ''): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  lines.push(socket);
  socket.on('error', () => {}); // it may have to give way
  await once(socket, 'connect');
  if (words) socket.write(words);
  return socket;
}

const isOpen = (socket: Socket): boolean => !socket.closed && !socket.readableEnded;

const text = (): string => {
  const { headers, payload } = signedRequest(formOf(ALICE, 'x'));
  const lead = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = `Host: x\r\nConnection: close\r\nContent-Length: ${payload.length}\r\n`;
  return `POST /sms HTTP/1.1\r\n${length}${lead.join('')}\r\n${payload}`;
};
const LIVE = 'GET /health/live HTTP/1.1\r\nHost: x\r\n';
const ALONE = `${LIVE}Connection: close\r\n\r\n`;

/** What comes back over a connection of its own. */
const ask = async (from: string, words: string): Promise<string> =>
  heardUntilClosed(await open(from, words));

/** Resolves when the server has answered over this connection, which stays open. */
async function useOnce(socket: Socket): Promise<void> {
  socket.write(`${LIVE}\r\n`);
  await once(socket, 'data');
}

const MANNERS: readonly (readonly [string, string])[] = [
  ['says nothing', ''],
  ['sends half a head', 'POST /sms HTTP/1.1\r\nHost: x\r\nX-A'],
  ['sends half a body', text().slice(0, -20)],
  ['has had an answer', `${LIVE}\r\n`],
];

describe.for(MANNERS)('while one address holds all connections there are, and %s', ([, words]) => {
  beforeEach(async () => {
    await start();
    await Promise.all(Array.from({ length: LIMITS.maxConnections }, () => open(ATTACKER, words)));
  });

  test.for([TWILIO, '127.0.0.1', ATTACKER])(
    'texts and health checks from %s get through',
    async (from) => {
      expect(await ask(from, text())).toContain('<Message>hello');
      expect(await ask(from, ALONE)).toMatch(/^HTTP\/1\.1 200 /);
    },
  );
});

test('who holds few connections keeps them, however many another address opens', async () => {
  await start(20);
  const few = await Promise.all([open(NEIGHBOUR), open(NEIGHBOUR), open(NEIGHBOUR)]);
  for (let count = 0; count < 60; count += 1) await open(ATTACKER);
  expect(await ask(TWILIO, text())).toContain('<Message>hello');
  expect(few.map(isOpen)).toEqual([true, true, true]);
});

test('of one address the connection gives way that has brought nothing for longest', async () => {
  await start(3);
  const [first, second, third] = [await open(ATTACKER), await open(ATTACKER), await open(ATTACKER)];
  await useOnce(first);
  await ask(TWILIO, ALONE);
  expect([first, second, third].map(isOpen)).toEqual([true, false, true]);
  await useOnce(third);
  await open(ATTACKER);
  await ask(TWILIO, ALONE);
  expect([first, third].map(isOpen)).toEqual([false, true]);
});

test('a signed text that waits for its answer keeps its connection, whoever else comes', async () => {
  const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
  const { promise: wait, resolve: say } = Promise.withResolvers<{ text: string }>();
  answer = () => {
    isAsked();
    return wait;
  };
  await start(3);
  const waiting = ask(ATTACKER, text());
  await asked;
  for (let count = 0; count < 30; count += 1) await open(ATTACKER);
  expect(await ask(TWILIO, ALONE)).toMatch(/^HTTP\/1\.1 200 /);
  say({ text: 'late, but here' });
  expect(await waiting).toContain('late, but here');
});

test('where all connections wait for answers, one more is hung up on', async () => {
  const { promise: wait, resolve: say } = Promise.withResolvers<{ text: string }>();
  const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
  answer = () => {
    isAsked();
    return wait;
  };
  await start(1);
  const waiting = ask(TWILIO, text());
  await asked;
  expect(await ask(NEIGHBOUR, ALONE)).toBe('');
  say({ text: 'the answer' });
  expect(await waiting).toContain('the answer');
});

test('a connection whose text is answered gives way again', async () => {
  await start(1);
  const first = await open(TWILIO, text().replace('Connection: close\r\n', ''));
  await once(first, 'data');
  expect(await ask(NEIGHBOUR, ALONE)).toMatch(/^HTTP\/1\.1 200 /);
  expect(isOpen(first)).toBe(false);
});
