import type { AlertEvent, AlertSeverity } from './alert-event.ts';

const WORDS: Readonly<Record<AlertSeverity, readonly string[]>> = {
  critical: 'critical|crit|page|disaster|high|error|fatal|emergency|alert|4|5'.split('|'),
  warning: 'average|warn|warning|medium|2|3'.split('|'),
  info: 'notice|info|information|informational|low|ok|none|debug|0|1'.split('|'),
};

const BY_WORD = new Map(
  (['critical', 'warning', 'info'] as const).flatMap((severity) =>
    WORDS[severity].map((word) => [word, severity] as const),
  ),
);

/** Reads how bad something is from the word of a source; an unknown word is a warning, never less. */
export const parseSeverity = (word: unknown): AlertSeverity =>
  BY_WORD.get(String(word).trim().toLowerCase()) ?? 'warning';

const RANK: Readonly<Record<AlertSeverity, number>> = { info: 0, warning: 1, critical: 2 };

/** No alert of a source is more severe than its owner wants. */
export const lowerSeverity = (event: AlertEvent, most: AlertSeverity = 'critical'): AlertEvent => ({
  ...event,
  severity: RANK[event.severity] > RANK[most] ? most : event.severity,
});
