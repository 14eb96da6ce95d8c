type Severity = 'critical' | 'warning' | 'info';

const WORDS: readonly (readonly [RegExp, Severity])[] = [
  [/^(?:critical|crit|emergency|emerg|fatal|alert|very.?high|severe)/i, 'critical'],
  [/^(?:info|informational|notice|low|debug|normal|none)/i, 'info'],
];

/** How bad something is, by the word for it. What nobody rates is worth a look. */
export function readSeverity(word: string | undefined): Severity {
  const [, severity = 'warning'] = WORDS.find(([pattern]) => pattern.test(word ?? '')) ?? [];
  return severity;
}
