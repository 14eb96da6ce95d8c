import { join } from 'node:path';
import type { Backends } from './backends.ts';
import { openConnections } from './connections.ts';
import { textAll, textsFor } from './load.ts';
import { startRelay } from './relay.ts';
import { atMost, type Finding } from './report.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { formatSpread, median, quantile } from './statistics.ts';

const ROUNDS = 10;
const WARM_UPS = 4;
const TEXTS_EACH = 20;
const MICROSECONDS = 1000;

const peer = (file: string) => () => startServer(join(import.meta.dirname, 'peers', file));

const STARTS = {
  bare: peer('bare.ts'),
  tutorial: peer('tutorial.ts'),
  fastify: peer('fastify.ts'),
  relay: ({ env }: Backends) => startRelay(env),
} as const;

type Name = keyof typeof STARTS;

interface Racer {
  readonly name: Name;
  readonly run: () => Promise<Round>;
  readonly rounds: Round[];
}

interface Round {
  /** Processor time of the server per text. */
  readonly cpuMicros: number;
  readonly medianMs: number;
  readonly p99Ms: number;
}

/** Sends the texts of all people at once to one server after the other, round after round. */
export async function comparePeers(backends: Backends): Promise<readonly Finding[]> {
  await using cleanup = new AsyncDisposableStack();
  const racers: Racer[] = [];
  for (const name of ['bare', 'tutorial', 'fastify', 'relay'] as const) {
    const server = cleanup.use(await STARTS[name](backends));
    racers.push({ name, run: () => measure(server), rounds: [] });
  }
  for (const { run } of racers) for (let warmUp = 0; warmUp < WARM_UPS; warmUp += 1) await run();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { run, rounds } of racers) rounds.push(await run());
  }
  return findingsOf(new Map(racers.map(({ name, rounds }) => [name, rounds])));
}

async function measure(server: ServerProcess): Promise<Round> {
  using connections = await openConnections(server.port);
  const texts = textsFor(TEXTS_EACH);
  const before = await server.usage();
  const waits = await textAll(connections.all, texts);
  const after = await server.usage();
  const cpuMicros = ((after.cpuMs - before.cpuMs) / waits.length) * MICROSECONDS;
  return { cpuMicros, medianMs: median(waits), p99Ms: quantile(waits, 0.99) };
}

const TITLES: Readonly<Record<Name, string>> = {
  bare: '(a) bare node:http',
  tutorial: '(b) Express 5, twilio.webhook()',
  fastify: '(c) Fastify 5, twilio helpers',
  relay: 'the relay',
};

function findingsOf(all: ReadonlyMap<Name, readonly Round[]>): readonly Finding[] {
  const of = (name: Name, key: keyof Round): readonly number[] =>
    (all.get(name) ?? []).map((round) => round[key]);
  const ratios = (name: Name) =>
    of(name, 'cpuMicros').map((cpu, at) => cpu / (of('bare', 'cpuMicros')[at] ?? Number.NaN));

  const costs = [...all.keys()].map(
    (name): Finding => ({
      what: TITLES[name],
      measured: `${formatSpread(of(name, 'cpuMicros'), 0)} us of CPU per text`,
    }),
  );
  const compared = [...all.keys()].map((name): Finding => {
    const finding = { what: TITLES[name], measured: `${formatSpread(ratios(name), 2)} times (a)` };
    return name === 'relay' ? { ...finding, goal: atMost(median(ratios(name)), 1.5) } : finding;
  });
  const waits = [...all.keys()].map(
    (name): Finding => ({
      what: TITLES[name],
      measured: `median ${median(of(name, 'medianMs')).toFixed(1)} ms, p99 ${median(of(name, 'p99Ms')).toFixed(1)} ms`,
      ...(name === 'relay' && {
        goal: {
          text: "p99 no worse than (b)'s median",
          isMet: median(of('relay', 'p99Ms')) <= median(of('tutorial', 'medianMs')),
        },
      }),
    }),
  );
  return [...costs, ...compared, ...waits];
}
