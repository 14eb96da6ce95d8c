import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { z } from 'zod';
import { joinReplicas } from '../../src/adapters/storage/postgres/leadership.ts';
import { systemClock } from '../../src/core/clock.ts';
import { FENCED_WRITE } from './fenced-write.ts';

/** The process of a replica that writes as long as it leads: see replica-process.ts. */
const Settings = z.object({
  name: z.string(),
  url: z.string(),
  timing: z.object({
    ...{ beatMs: z.number(), leaseMs: z.number(), termMs: z.number(), holdMs: z.number() },
  }),
});

const { name, url, timing } = Settings.parse(JSON.parse(process.argv[2] ?? ''));
const say = (line: string) => process.stdout.write(`${line}\n`);
const pool = new pg.Pool({ connectionString: url, max: 1 });
pool.on('error', () => {});

const replicas = joinReplicas({
  client: { connectionString: url, application_name: name },
  self: { id: randomUUID(), name, version: '1.0.0', startedAt: 0 },
  ...{ clock: systemClock, timing, log: { info() {}, warn() {}, error() {} } },
});
replicas.leadership.lead(async (signal) => {
  const token = replicas.token();
  say(`leads ${token}`);
  while (!signal.aborted) {
    await pool.query(FENCED_WRITE, [token, name]);
    await systemClock.wait(5);
  }
  say('leads no more');
});

process.once('SIGTERM', () => {
  void replicas[Symbol.asyncDispose]().then(() => process.exit(0));
});
setInterval(() => {}, 60_000); // nothing else keeps it alive
