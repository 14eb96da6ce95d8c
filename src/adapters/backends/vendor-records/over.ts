import type { RecordReader } from './record-reader.ts';

/** Words for an alert that is closed, or that was found to be none. */
const OVER =
  /^(?:closed|resolved|dismissed|archived|ended|cleared|expired|fixed|remediated|recovered|suppressed|ignored|inactive|false[ _-]?positive|benign|fp)\b/i;
const OVER_FLAGS = ['archived', 'resolved', 'dismissed', 'closed', 'cleared', 'false_positive'];
const OPEN_FLAGS = ['open', 'is_open', 'active', 'is_active'];
const ENDS = [
  ...['resolved_at', 'closed_at', 'ended_at', 'cleared_at', 'dismissed_at', 'recovered_at'],
  ...['resolved', 'closed', 'ended', 'cleared', 'ends_at', 'resolved_time', 'closed_time'],
];
const STATES = [
  ...['verdict', 'status', 'state', 'disposition', 'resolution'],
  ...['status.state', 'kibana.alert.workflow_status', '*verdict', '*status', '*state'],
];

/** Earlier times, such as the year 1 of Go, stand for none. */
const FIRST_TIME = Date.UTC(2000, 0);

/** Returns whether an alert is closed, resolved or a false positive by now. */
export function isOver(facts: RecordReader, now: number): boolean {
  const flags = OVER_FLAGS.some((name) => facts.flag(name) === true);
  const isClosed = flags || OPEN_FLAGS.some((name) => facts.flag(name) === false);
  if (isClosed || STATES.some((name) => OVER.test(facts.text(name) ?? ''))) return true;
  const ends = ENDS.map((name) => facts.time(name));
  return ends.some((end) => end !== undefined && end > FIRST_TIME && end <= now);
}
