import type { RecordReader } from './record-reader.ts';

/** `unknown` when an alert is rated on a scale that nothing explains. */
type Severity = 'critical' | 'warning' | 'info' | 'unknown';

const CRITICAL =
  /\b(?:critical|crit|emergency|emerg|fatal|panic|disaster|very ?high|severe)\b|^alert$/;
const WARNING =
  /\b(?:warnings?|warn|(?<!very )high|elevated|medium|med|moderate|average|minor|major|errors?|err|important|significant|problem|suspicious)\b/;
const INFO =
  /\b(?:info|informational|information|notices?|low|lowest|debug|trace|normal|none|negligible)\b/;

/** Such a word turns the meaning of the one behind it: `non-critical`. */
const NEGATION = /\b(?:non|not|no|below|under)\b/;

const MAX_WORDS_LENGTH = 60;

/** Returns how bad something is by the word for it; unknown without a known word, and where critical is one of several. */
function readSeverity(text: string): Severity {
  const words = text
    .slice(0, MAX_WORDS_LENGTH)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[^A-Za-z]+/g, ' ')
    .trim()
    .toLowerCase();
  if (NEGATION.test(words)) return 'unknown';
  const [isCritical, isWarning, isInfo] = [CRITICAL, WARNING, INFO].map((it) => it.test(words));
  if (isCritical) return isWarning || isInfo ? 'unknown' : 'critical';
  if (isWarning) return 'warning';
  return isInfo ? 'info' : 'unknown';
}

const RATINGS = ['severity', 'level', 'sev', 'risk', 'urgency', 'criticality', 'rating', 'score'];
const PRIORITIES = ['priority', 'prio'];
const RATED_IN = [
  ...['name', 'label', 'text', 'value', 'level'].map((name) => `severity.${name}`),
  ...['event.severity_label', 'alert.severity', 'event.severity', 'rule.severity', 'rule.level'],
  ...['labels.severity', 'kibana.alert.severity', 'signal.rule.severity', 'alert.rule.severity'],
];
const BY_ENDING = ['*severity', '*level', '*sev', '*risk', '*urgency', '*rating', '*score'];
const PRIORITIES_BY_ENDING = ['*priority', '*prio'];

const STEMS = ['severity', 'level', 'sev', 'risk', 'urgency', 'criticality', 'priority', 'prio'];
const OWNERS = ['', 'rule_', 'alert_', 'event_', 'rule.', 'alert.', 'event.'];
const WORD_SUFFIXES = ['name', 'label', 'text', 'word', 'string', 'str', 'title', 'display'];
/** Names of the word beside a number that says what it means: `severity_name`, `level_text`. */
const WORDS_BESIDE = OWNERS.flatMap((owner) =>
  STEMS.flatMap((stem) => WORD_SUFFIXES.map((suffix) => `${owner}${stem}_${suffix}`)),
);

const ALL_RATINGS = [...RATINGS, ...RATED_IN, ...BY_ENDING, ...PRIORITIES, ...PRIORITIES_BY_ENDING];

/** Returns the severity by the word that stands beside a number for it. */
export function severityByWord(facts: RecordReader): Exclude<Severity, 'unknown'> | undefined {
  const severity = readSeverity(facts.text(...WORDS_BESIDE) ?? '');
  return severity === 'unknown' ? undefined : severity;
}

/** Returns the severity of an alert by whichever of the scales it is rated on; an alert that is not rated is a warning. */
export function severityOf(facts: RecordReader): Severity {
  const told = severityByWord(facts);
  if (told) return told;
  const rating = facts.text('assumedLevel', ...ALL_RATINGS);
  if (rating === undefined) return isUnrated(facts) ? 'unknown' : 'warning';
  const rank = /^(?:sev|p|prio|priority)[ -]?(\d)$/i.exec(rating)?.[1];
  if (rank !== undefined) return byRank(Number(rank), 3);
  if (!/^[-+\d.]+$/.test(rating)) return readSeverity(rating);
  return hasSignature(facts) ? byRank(Number(rating), 2) : 'unknown';
}

/**
 * Returns true when the source has a rating, and it is empty or in a form that is not read; and when nothing is known of
 * the source, but for scenarios, of which CrowdSec rates none.
 */
const isUnrated = (facts: RecordReader): boolean =>
  facts.isNull(...RATINGS, ...PRIORITIES) ||
  facts.raw(...ALL_RATINGS) !== undefined ||
  (facts.flag('assumedUnrated') === true && facts.raw('scenario') === undefined);

/** Snort and Suricata rate their signatures from 1, the worst, to 4. */
const hasSignature = (facts: RecordReader): boolean =>
  facts.raw('signature_id', 'gid', 'sid', 'alert.signature_id', 'alert.gid', '*gid') !== undefined;

/** By rank, of which 1 is the worst. */
function byRank(rank: number, lastWarning: number): Severity {
  if (rank <= 1) return 'critical';
  return rank <= lastWarning ? 'warning' : 'info';
}
