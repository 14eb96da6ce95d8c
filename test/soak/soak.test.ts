import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { FakeClock } from '../support/fake-clock.ts';
import type { Relay } from '../support/relay.ts';
import { startHouse } from './house.ts';

/** Enough to see something; ten thousand of them take five minutes. */
const TEXTS = Number(process.env['SOAK_TEXTS'] ?? (process.env['CI'] ? 3000 : 200));
const WARM_UP = TEXTS / 5;
const SHAKEN_EVERY = 26;
const SECONDS_PER_TEXT = 7;
const STATUS_FRESH_MS = 60_000;
const SEED = Number(process.env['SOAK_SEED'] ?? 7);

const WORDS: readonly string[] = [
  ...['home', '1', '1d', '1a', '1c', '2', '2v', '2v3', '2n', '3', '3p', '3e', '4', '4a', '4f'],
  ...['+', 'b', '?', 'vm-7', 'printer', 'no such thing', '99', '5'],
];

test(`${TEXTS} texts while backends die and return: no leak, no silence, no false OK`, async () => {
  await using cleanup = new AsyncDisposableStack();
  const clock = new FakeClock();
  const chance = createChance(SEED);
  const { relay, truth, shake, heal } = await startHouse(clock, cleanup);

  /** When each area could last be called OK. */
  const okAt = new Map<string, number>();
  const noteTruth = (): void => {
    for (const [area, isOk] of Object.entries(truth())) if (isOk) okAt.set(area, clock.now());
  };

  const lies: string[] = [];
  let claims = 0;
  function judge(text: string, reply: string): void {
    const claimed = reply.startsWith('OK.')
      ? Object.keys(truth())
      : [...reply.matchAll(/^(\w+) OK\./gm)].map(([, area]) => area ?? '');
    for (const area of claimed) {
      const age = clock.now() - (okAt.get(area) ?? 0);
      if (age > STATUS_FRESH_MS) lies.push(`${text}: ${area} was OK ${age} ms ago: ${reply}`);
    }
    claims += claimed.length;
  }

  async function exchange(phone: Relay['alice']): Promise<void> {
    const text = WORDS[Math.floor(chance() * WORDS.length)] ?? 'home';
    await phone.texts(text);
    const reply = phone.reads();
    expect(reply.length).toBeGreaterThan(0);
    expect(reply.length).toBeLessThanOrEqual(320);
    judge(text, reply);
  }

  const heap: number[] = [];
  for (let sent = 0; sent < TEXTS; sent += 2) {
    if (sent % SHAKEN_EVERY === 0) await shake(chance);
    noteTruth();
    clock.advance(SECONDS_PER_TEXT * 1000);
    noteTruth();
    await Promise.all([exchange(relay.alice), exchange(relay.bob)]);
    relay.logged.length = 0;
    if (sent >= WARM_UP && sent % (TEXTS / 20) === 0) heap.push(await heapInUse());
  }
  expect(lies).toEqual([]);
  expect(claims, 'areas that were called OK').toBeGreaterThan(TEXTS / 50);

  const half = Math.floor(heap.length / 2);
  const [early, late] = [mean(heap.slice(0, half)), mean(heap.slice(half))];
  expect(late / early, `bytes in use: ${heap.join(', ')}`).toBeLessThan(1.1);

  await heal();
  await clock.elapse(60_000);
  for (const area of ['network', 'proxmox', 'k8s', 'security']) {
    await relay.alice.texts(area);
    expect(relay.alice.reads()).toMatch(/^\w+ OK\./);
  }
}, 600_000);

/** A small random number generator, so that a bad run can be had again. */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** What is still needed, after everything else was thrown away. */
async function heapInUse(): Promise<number> {
  setFlagsFromString('--expose-gc');
  for (let round = 0; round < 3; round += 1) {
    runInNewContext('gc()');
    await new Promise(setImmediate);
  }
  return process.memoryUsage().heapUsed;
}
