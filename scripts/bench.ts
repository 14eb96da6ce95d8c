import { type Backends, openBackends } from './bench/backends.ts';
import { compareEngines } from './bench/engines.ts';
import { measureMemory } from './bench/memory.ts';
import { comparePeers } from './bench/peers.ts';
import { type Finding, report } from './bench/report.ts';
import { measureSegments } from './bench/segments.ts';
import { measureSessions } from './bench/sessions.ts';
import { measureStart } from './bench/start.ts';
import { measureSummary } from './bench/summary.ts';

type Measure = (backends: Backends) => Promise<readonly Finding[]>;

/** The benchmarks by name: `npm run bench -- start` runs one. */
const MEASURES: Readonly<Record<string, readonly [heading: string, measure: Measure]>> = {
  peers: ['64 people texting at once, in turn to each server', comparePeers],
  engines: ['64 people texting at once, on SQLite and on PostgreSQL', compareEngines],
  start: ['Start', measureStart],
  memory: ['Resident memory', (backends) => measureMemory(backends, 20_000, 1)],
  sessions: ['Sessions', measureSessions],
  summary: ['A slow backend', measureSummary],
  segments: ['Segments', measureSegments],
  long: ['Resident memory over 200,000 texts', (backends) => measureMemory(backends, 200_000, 10)],
};

const defaults = Object.keys(MEASURES).filter((name) => name !== 'long');
const names = process.argv.length > 2 ? process.argv.slice(2) : defaults;

await using backends = await openBackends();
for (const name of names) {
  const [heading, measure] = MEASURES[name] ?? [];
  if (!heading || !measure)
    throw new Error(`unknown benchmark ${name}; there are ${Object.keys(MEASURES).join(', ')}`);
  report(heading, await measure(backends));
}
