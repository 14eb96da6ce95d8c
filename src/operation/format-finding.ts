import { describeFailure } from '../core/describe-failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import { type Finding, OK } from './finding.ts';

/** The age in milliseconds up to which a reading may be reported as OK. */
export const STATUS_FRESH_MS = 60_000;

type FormattedFinding = Pick<Finding, 'status' | 'text' | 'asOf' | 'failure' | 'missing'>;

/** Returns true while a finding is recent enough to be stated as the present state. */
export const isFresh = (
  { asOf, failure }: Pick<FormattedFinding, 'asOf' | 'failure'>,
  time: LocalTime,
): boolean => !failure && (asOf === undefined || time.now() - asOf <= STATUS_FRESH_MS);

/**
 * Formats a finding. An old one is dated and never says that all is well now; a partial one is never called OK.
 * Without `time` it is formatted as the present state: its caller has just read it.
 */
export function formatFinding(finding: FormattedFinding, time?: LocalTime): string {
  const { status, text, asOf, failure } = finding;
  if (!time) return formatPresent(finding);
  // A problem that was seen is kept; an OK is dropped, since it may no longer be true.
  const old = status && status.state !== OK ? `${status.state}\n${text}` : text;
  if (failure) return `${describeFailure(failure, time)}\nThen: ${old}`;
  if (asOf === undefined || isFresh(finding, time)) return formatPresent(finding);
  return `${status ? `${status.subject} ` : ''}${time.formatAge(asOf)} ago: ${old}`;
}

function formatPresent({ status, text, missing }: FormattedFinding): string {
  const gap = missing ? `\n? ${missing}` : '';
  if (!status) return text + gap;
  const { subject, state } = status;
  if (missing && state === OK) return `${subject} partly: ${text}${gap}`;
  return `${subject} ${state}${/[.!]$/.test(state) ? ' ' : '\n'}${text}${gap}`;
}
