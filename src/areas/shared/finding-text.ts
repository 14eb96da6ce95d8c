import { describeFailure } from '../../core/describe-failure.ts';
import type { LocalTime } from '../../core/local-time.ts';
import { formatFreshFinding } from '../../operation/finding-text.ts';
import { type Finding, OK } from '../../operation/operation.ts';
import { STATUS_FRESH_MS } from './area.ts';

type FormattedFinding = Pick<Finding, 'verdict' | 'text' | 'asOf' | 'failure' | 'partial'>;

/** Whether what was found is true now, as far as anybody knows. */
export const isFresh = (
  { asOf, failure }: Pick<FormattedFinding, 'asOf' | 'failure'>,
  time: LocalTime,
): boolean => !failure && (asOf === undefined || time.now() - asOf <= STATUS_FRESH_MS);

/** What was found; of old news only what was seen then, never that it is well now. */
export function formatFinding(finding: FormattedFinding, time: LocalTime): string {
  const { verdict, asOf, failure } = finding;
  const text = seenThen(finding);
  if (failure) return `${describeFailure(failure, time)}\nThen: ${text}`;
  if (asOf === undefined || isFresh(finding, time)) return formatFreshFinding(finding);
  const who = verdict ? `${verdict.who} ` : '';
  return `${who}${time.formatAge(asOf)} ago: ${text}`;
}

/** With the trouble that was seen, but without an OK that nobody can vouch for any more. */
const seenThen = ({ verdict, text }: FormattedFinding): string =>
  verdict && verdict.words !== OK ? `${verdict.words}\n${text}` : text;
