import { expect, test } from 'vitest';
import { watchInternet } from '../../src/app/watch-internet.ts';
import { FakeClock } from '../support/fake-clock.ts';

const OUTSIDE = ['192.0.2.1', '192.0.2.2', '192.0.2.3'].map((host) => ({ host, port: 443 }));
const CARRIER = { host: 'carrier.example', port: 443 };

/** Watches a line whose reachable hosts the test chooses. */
function watchedLine(reachable: Set<string>, downSince?: number) {
  const clock = new FakeClock(0);
  const told: string[] = [];
  const stopping = new AbortController();
  const duty = watchInternet({
    ...{ outside: OUTSIDE, carrier: CARRIER, clock, onRound: async () => {} },
    alerts: {
      holds: async () => ({ maintenance: [], done: [], internet: { downSince } }),
      async setInternet(isUp, since) {
        told.push(`${isUp ? 'up' : 'down'} ${since / 1000}`);
      },
    },
    canConnect: async (host) => reachable.has(host),
    log: { error: (_, message) => expect.fail(message) },
  });
  void duty(stopping.signal);
  return { clock, told, reachable };
}

const all = () => new Set([...OUTSIDE.map(({ host }) => host), CARRIER.host]);

test('two looks without the outside say that the line is down, since the first of them', async () => {
  const { clock, told, reachable } = watchedLine(all());
  await clock.elapse(30_000);
  reachable.clear();
  await clock.elapse(60_000);
  expect(told).toEqual(['up 0', 'up 30', 'down 60']);
  reachable.add('192.0.2.1').add('192.0.2.3');
  await clock.elapse(30_000);
  expect(told.at(-1)).toBe('up 120');
});

test('one of three that is down, or one bad look, is no outage', async () => {
  const { clock, told, reachable } = watchedLine(all());
  reachable.delete('192.0.2.2');
  await clock.elapse(60_000);
  reachable.clear();
  await clock.elapse(30_000);
  for (const host of all()) reachable.add(host);
  await clock.elapse(60_000);
  expect(told.every((line) => line.startsWith('up'))).toBe(true);
});

test('while the carrier can be reached, texts arrive: the line is up', async () => {
  const { clock, told, reachable } = watchedLine(all());
  await clock.elapse(30_000);
  for (const { host } of OUTSIDE) reachable.delete(host);
  await clock.elapse(120_000);
  expect(told.every((line) => line.startsWith('up'))).toBe(true);
});

test('a house from which nothing outside can be reached is never called offline', async () => {
  const { clock, told } = watchedLine(new Set());
  await clock.elapse(600_000);
  expect(told).toEqual([]);
});

test('a new leader takes over for an hour that the line is down, and no longer without having been online', async () => {
  const { clock, told } = watchedLine(new Set(), 0);
  await clock.elapse(59 * 60_000);
  expect(told.length).toBeGreaterThan(100);
  expect(told.every((line) => line.startsWith('down'))).toBe(true);
  await clock.elapse(60_000);
  const before = told.length;
  await clock.elapse(600_000);
  expect(told).toHaveLength(before);
});

test('a new leader that finds the line up says so at once', async () => {
  const { clock, told } = watchedLine(all(), 0);
  await clock.elapse(1000);
  expect(told).toEqual(['up 0']);
});
