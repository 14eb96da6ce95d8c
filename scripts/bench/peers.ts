import { openSync } from 'node:fs';
import { join } from 'node:path';
import type { Backends } from './backends.ts';
import { textsFor } from './load.ts';
import { startRelay } from './relay.ts';
import { atMost, type Finding } from './report.ts';
import { measureRound, type Round } from './round.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { formatSpread, median } from './statistics.ts';

const ROUNDS = 10;
const WARM_UPS = 8;
/** One burst is long enough that the rounding of processor time does not matter. */
const TEXTS_EACH = 40;
const TEXTS_ALONE = 400;

const peer = (file: string) => () =>
  startServer(join(import.meta.dirname, 'peers', file), { output: openSync('/dev/null', 'w') });

const STARTS = {
  bare: peer('bare.ts'),
  tutorial: peer('tutorial.ts'),
  fastify: peer('fastify.ts'),
  durable: peer('durable.ts'),
  relay: ({ env }: Backends) => startRelay(env),
} as const;

type Name = keyof typeof STARTS;
const NAMES = [
  'bare',
  'tutorial',
  'fastify',
  'durable',
  'relay',
] as const satisfies readonly Name[];

interface Racer {
  readonly name: Name;
  readonly server: ServerProcess;
  /** All people text at once. */
  readonly together: Round[];
  /** One person texts. */
  readonly alone: Round[];
}

/** Sends the texts of all people at once to one server after the other, round after round; then those of one person. */
export async function comparePeers(backends: Backends): Promise<readonly Finding[]> {
  await using cleanup = new AsyncDisposableStack();
  const racers: Racer[] = [];
  for (const name of NAMES) {
    const server = cleanup.use(await STARTS[name](backends));
    racers.push({ name, server, together: [], alone: [] });
  }
  for (const { server } of racers) {
    for (let warmUp = 0; warmUp < WARM_UPS; warmUp += 1) {
      await measureRound([server], textsFor(TEXTS_EACH));
    }
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { server, together } of racers) {
      together.push(await measureRound([server], textsFor(TEXTS_EACH)));
    }
    for (const { server, alone } of racers) {
      alone.push(await measureRound([server], textsFor(TEXTS_ALONE).slice(0, 1)));
    }
  }
  return findingsOf(racers);
}

const TITLES: Readonly<Record<Name, string>> = {
  bare: '(a) bare node:http',
  tutorial: '(b) Express 5, twilio.webhook()',
  fastify: '(c) Fastify 5, twilio helpers',
  durable: '(d) (a), a row on disk, a line of log',
  relay: 'the relay',
};

const MAX_TIMES_BARE = 2;
const MAX_TIMES_DURABLE = { together: 1.35, alone: 1.6 } as const;

function findingsOf(racers: readonly Racer[]): readonly Finding[] {
  const roundsOf = (name: Name, load: 'together' | 'alone'): readonly Round[] =>
    racers.find((racer) => racer.name === name)?.[load] ?? [];
  const ratios = (one: readonly Round[], other: readonly Round[]): readonly number[] =>
    one.map(({ cpuMicros }, at) => cpuMicros / (other[at]?.cpuMicros ?? Number.NaN));
  const p99Of = (name: Name): number =>
    median(roundsOf(name, 'together').map(({ p99Ms }) => p99Ms));

  const costs = racers.map(({ name, together }): Finding => {
    const cpu = together.map(({ cpuMicros }) => cpuMicros);
    return { what: TITLES[name], measured: `${formatSpread(cpu, 0)} us of CPU per text` };
  });
  const compared = racers.map(({ name, together }): Finding => {
    const times = ratios(together, roundsOf('bare', 'together'));
    return {
      what: TITLES[name],
      measured: `${formatSpread(times, 2)} times (a)`,
      ...(name === 'relay' && { goal: atMost(median(times), MAX_TIMES_BARE) }),
    };
  });
  const againstDurable = (load: 'together' | 'alone'): Finding => {
    const times = ratios(roundsOf('relay', load), roundsOf('durable', load));
    return {
      what: load === 'alone' ? 'the relay, one person alone' : TITLES.relay,
      measured: `${formatSpread(times, 2)} times (d)`,
      goal: atMost(median(times), MAX_TIMES_DURABLE[load]),
    };
  };
  const waits = racers.map(({ name, together }): Finding => {
    const middle = median(together.map(({ medianMs }) => medianMs));
    const isMet = p99Of('relay') <= Math.min(p99Of('tutorial'), p99Of('durable'));
    return {
      what: TITLES[name],
      measured: `median ${middle.toFixed(1)} ms, p99 ${p99Of(name).toFixed(1)} ms`,
      ...(name === 'relay' && { goal: { text: 'p99 no worse than that of (b) and (d)', isMet } }),
    };
  });
  return [...costs, ...compared, againstDurable('together'), againstDurable('alone'), ...waits];
}
