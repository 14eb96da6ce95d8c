import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askOnce } from '../../../src/adapters/http-client/ask-once.ts';
import { freePort } from '../../support/free-port.ts';

/** The answers of a server by their paths: a status, or where it redirects. */
const ANSWERS: Record<string, number | string> = {
  '/ok': 204,
  '/gone': 404,
  '/moved': '/ok',
  '/loop': '/loop',
};

let servers: Server[];
let asked: string[];
let here: URL;
let elsewhere: URL;

async function listen(name: string): Promise<URL> {
  const server = createServer((request, response) => {
    asked.push(`${name}${request.url}`);
    const answer = ANSWERS[request.url ?? ''] ?? elsewhere.href;
    if (typeof answer === 'number') response.writeHead(answer).end();
    else response.writeHead(302, { location: answer }).end();
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  return new URL(`http://127.0.0.1:${address.port}/`);
}

beforeEach(async () => {
  [servers, asked] = [[], []];
  here = await listen('here');
  elsewhere = await listen('elsewhere');
});
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const ask = (path: string) => askOnce(new URL(path, here));

test('asks once, and takes any success for an answer', async () => {
  expect(await ask('/ok')).toEqual({ ok: true, value: undefined });
  expect(asked).toEqual(['here/ok']);
});

test('follows a redirect on the same host', async () => {
  expect((await ask('/moved')).ok).toBe(true);
  expect(asked).toEqual(['here/moved', 'here/ok']);
});

test('never follows a redirect to another host, nor for ever', async () => {
  expect(await ask('/away')).toEqual({ ok: false, error: 'redirected to another host' });
  expect(asked).toEqual(['here/away']);
  expect(await ask('/loop')).toEqual({ ok: false, error: 'too many redirects' });
  expect(asked).toHaveLength(5);
});

test('tells nothing of the address when it fails', async () => {
  expect(await ask('/gone')).toEqual({ ok: false, error: 'HTTP 404' });
  const closed = new URL(`http://127.0.0.1:${await freePort()}/secret-path`);
  expect(await askOnce(closed)).toEqual({ ok: false, error: 'no connection ECONNREFUSED' });
});
