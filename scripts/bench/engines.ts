import { join } from 'node:path';
import { startPostgres } from '../../test/support/postgres-cluster.ts';
import { createDatabase } from '../../test/support/postgres-database.ts';
import { findPostgres, HOW_TO_INSTALL_POSTGRES } from '../../test/support/postgres-programs.ts';
import type { Backends } from './backends.ts';
import { textsFor } from './load.ts';
import { type ProcessorTimes, processorTimes, usedBetween } from './postgres-processor.ts';
import { startRelay } from './relay.ts';
import type { Finding } from './report.ts';
import { measureRound, type Round } from './round.ts';
import type { ServerProcess } from './server-process.ts';
import { formatSpread, median } from './statistics.ts';

const ROUNDS = 5;
const WARM_UPS = 4;
const TEXTS_EACH = 40;
/** Each waits for the disk. */
const TEXTS_ALONE = 50;

/** A burst, and what it cost the database server. */
interface EngineRound extends Round {
  readonly databaseMicros: number;
}

/** One relay or several that share a database. */
interface Deployment {
  readonly title: string;
  readonly relays: readonly ServerProcess[];
  /** All people text at once. */
  readonly together: EngineRound[];
  /** One person texts. */
  readonly alone: EngineRound[];
}

const REPLICAS = [
  { title: 'PostgreSQL', count: 1 },
  { title: 'PostgreSQL, two replicas', count: 2 },
  { title: 'PostgreSQL, three replicas', count: 3 },
];

/** Sends the same bursts to the relay on SQLite, and to one, two and three of them on a PostgreSQL, in turn. */
export async function compareEngines({ env }: Backends): Promise<readonly Finding[]> {
  if (!findPostgres()) return [{ what: 'PostgreSQL', measured: HOW_TO_INSTALL_POSTGRES }];
  await using cleanup = new AsyncDisposableStack();
  const cluster = cleanup.use(await startPostgres({ fsync: 'on' }));
  const data = join(cluster.folder, 'data');
  const deployments: Deployment[] = [];
  const add = (title: string, relays: readonly ServerProcess[]) =>
    deployments.push({ title, relays, together: [], alone: [] });

  add('SQLite', [cleanup.use(await startRelay(env))]);
  for (const { title, count } of REPLICAS) {
    const { url } = cleanup.use(await createDatabase(cluster));
    const relays: ServerProcess[] = [];
    for (let at = 0; at < count; at += 1) {
      relays.push(cleanup.use(await startRelay({ ...env, DATABASE_URL: url })));
    }
    add(title, relays);
  }

  async function measure(
    relays: readonly ServerProcess[],
    texts: readonly (readonly Buffer[])[],
  ): Promise<EngineRound> {
    const before: ProcessorTimes = processorTimes(data);
    const round = await measureRound(relays, texts);
    const used = usedBetween(before, processorTimes(data));
    return { ...round, databaseMicros: (used / texts.flat().length) * 1000 };
  }

  for (const { relays } of deployments) {
    for (let at = 0; at < WARM_UPS; at += 1) await measure(relays, textsFor(TEXTS_EACH));
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { relays, together } of deployments) {
      together.push(await measure(relays, textsFor(TEXTS_EACH)));
    }
    for (const { relays, alone } of deployments) {
      alone.push(await measure(relays, textsFor(TEXTS_ALONE).slice(0, 1)));
    }
  }
  return [...findingsOf(deployments, 'together'), ...findingsOf(deployments, 'alone')];
}

function findingsOf(
  deployments: readonly Deployment[],
  load: 'together' | 'alone',
): readonly Finding[] {
  const reference = deployments[0]?.[load] ?? [];
  const suffix = load === 'alone' ? ', one person alone' : '';
  return deployments.flatMap(({ title, [load]: rounds }): Finding[] => {
    const middle = (pick: (round: EngineRound) => number): number => median(rounds.map(pick));
    const ratios = (pick: (round: EngineRound) => number): readonly number[] =>
      rounds.map((round, at) => {
        const other = reference[at];
        return other ? pick(round) / pick(other) : Number.NaN;
      });
    const what = `${title}${suffix}`;
    const cpu = `relay ${middle(({ cpuMicros }) => cpuMicros).toFixed(0)} us of CPU per text`;
    const database = `database ${middle(({ databaseMicros }) => databaseMicros).toFixed(0)} us`;
    const speed = `${middle(({ textsPerSecond }) => textsPerSecond).toFixed(0)} texts a second`;
    const waits = `median ${middle(({ medianMs }) => medianMs).toFixed(1)} ms, p99 ${middle(({ p99Ms }) => p99Ms).toFixed(1)} ms`;
    const costs = formatSpread(
      ratios(({ cpuMicros }) => cpuMicros),
      2,
    );
    const speeds = formatSpread(
      ratios(({ textsPerSecond }) => textsPerSecond),
      2,
    );
    return [
      { what, measured: `${cpu}, ${database}; ${speed}; ${waits}` },
      ...(rounds === reference
        ? []
        : [
            {
              what,
              measured: `relay ${costs} times SQLite's CPU, ${speeds} times its texts a second`,
            },
          ]),
    ];
  });
}
