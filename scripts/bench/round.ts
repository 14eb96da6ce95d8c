import { setTimeout as sleep } from 'node:timers/promises';
import { openConnections } from './connections.ts';
import { textAll } from './load.ts';
import type { ServerProcess } from './server-process.ts';
import { median, quantile } from './statistics.ts';

/** One burst of texts. */
export interface Round {
  /** Processor time of the servers per text. */
  readonly cpuMicros: number;
  readonly textsPerSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
}

/** Before and after a burst, so that what a server does behind an answer is counted with it. */
const SETTLE_MS = 15;
const MS = 1000;

/** Sends texts to a server, or to several that share the people, each text at random. */
export async function measureRound(
  servers: readonly ServerProcess[],
  texts: readonly (readonly Buffer[])[],
): Promise<Round> {
  using connections = await openConnections(...servers.map(({ port }) => port));
  await sleep(SETTLE_MS);
  const before = await cpuOf(servers);
  const began = performance.now();
  const waits = await textAll(connections.all, texts);
  const tookMs = performance.now() - began;
  await sleep(SETTLE_MS);
  const after = await cpuOf(servers);
  return {
    cpuMicros: ((after - before) / waits.length) * MS,
    textsPerSecond: (waits.length / tookMs) * MS,
    medianMs: median(waits),
    p99Ms: quantile(waits, 0.99),
  };
}

async function cpuOf(servers: readonly ServerProcess[]): Promise<number> {
  const used = await Promise.all(servers.map(async ({ usage }) => (await usage()).cpuMs));
  return used.reduce((sum, ms) => sum + ms, 0);
}
