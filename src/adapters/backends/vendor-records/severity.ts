import type { RecordReader } from './record-reader.ts';

type Severity = 'critical' | 'warning' | 'info';

const WORDS: readonly (readonly [RegExp, Severity])[] = [
  [/^(?:critical|crit|emergency|emerg|fatal|alert|very.?high|severe)/i, 'critical'],
  [/^(?:info|informational|notice|low|debug|normal|none)/i, 'info'],
];

/** Returns how bad something is by the word for it. An alert without a known word is worth a look. */
function readSeverity(word: string | undefined): Severity {
  const [, severity = 'warning'] = WORDS.find(([pattern]) => pattern.test(word ?? '')) ?? [];
  return severity;
}

const SEVERITIES = ['severity', 'level', 'sev', 'risk', '*severity', '*level', '*sev'];
const PRIORITIES = ['priority', 'prio', '*priority', '*prio'];

/** Returns the severity of an alert by whichever of the scales it is rated on. */
export function severityOf(facts: RecordReader): Severity {
  const assumed = facts.text('assumedLevel');
  if (assumed !== undefined) return readSeverity(assumed);
  const [severity, priority] = [facts.text(...SEVERITIES), facts.text(...PRIORITIES)];
  const rank = /^(?:sev|p|prio|priority)[ -]?(\d)$/i.exec(severity ?? priority ?? '')?.[1];
  if (rank !== undefined) return byRank(Number(rank), 3);
  if (severity !== undefined) return readSeverity(severity);
  const number = Number(priority);
  return Number.isInteger(number) ? byRank(number, 2) : readSeverity(priority);
}

/** By priority, of which 1 is the worst. */
function byRank(rank: number, lastWarning: number): Severity {
  if (rank <= 1) return 'critical';
  return rank <= lastWarning ? 'warning' : 'info';
}
