import { describeFailure } from '../../core/describe-failure.ts';
import type { LocalTime } from '../../core/local-time.ts';
import { formatFreshFinding } from '../../operation/finding-text.ts';
import { type Finding, OK } from '../../operation/operation.ts';
import { STATUS_FRESH_MS } from './area.ts';

type FormattedFinding = Pick<Finding, 'status' | 'text' | 'asOf' | 'failure' | 'missing'>;

/** Returns true while a finding is recent enough to be stated as the present state. */
export const isFresh = (
  { asOf, failure }: Pick<FormattedFinding, 'asOf' | 'failure'>,
  time: LocalTime,
): boolean => !failure && (asOf === undefined || time.now() - asOf <= STATUS_FRESH_MS);

/** Formats a finding. An old one is dated and never says that all is well now. */
export function formatFinding(finding: FormattedFinding, time: LocalTime): string {
  const { status, asOf, failure } = finding;
  const text = textWithoutOk(finding);
  if (failure) return `${describeFailure(failure, time)}\nThen: ${text}`;
  if (asOf === undefined || isFresh(finding, time)) return formatFreshFinding(finding);
  const who = status ? `${status.subject} ` : '';
  return `${who}${time.formatAge(asOf)} ago: ${text}`;
}

/** Keeps a problem that was seen, but drops an OK, which may no longer be true. */
const textWithoutOk = ({ status, text }: FormattedFinding): string =>
  status && status.state !== OK ? `${status.state}\n${text}` : text;
