type Severity = 'critical' | 'warning' | 'info';

const WORDS: readonly (readonly [RegExp, Severity])[] = [
  [/^(?:critical|crit|emergency|emerg|fatal|alert|very.?high|severe)/i, 'critical'],
  [/^(?:info|informational|notice|low|debug|normal|none)/i, 'info'],
];

/** Reads a severity from a word. Without a known word it is a warning, so that it is not overlooked. */
export function readSeverity(word: string | undefined): Severity {
  const [, severity = 'warning'] = WORDS.find(([pattern]) => pattern.test(word ?? '')) ?? [];
  return severity;
}
