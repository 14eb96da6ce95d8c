import { type CheckResult, fail } from './check-result.ts';

/** One check of one subject. */
export interface Check {
  readonly subject: string;
  readonly run: () => Promise<readonly CheckResult[]>;
}

/** Runs all checks at the same time. One that hangs or throws becomes a failed result and does not delay the others. */
export async function runChecks(
  checks: readonly Check[],
  timeoutMs: number,
): Promise<readonly CheckResult[]> {
  const found = await Promise.all(checks.map((it) => runCheck(it, timeoutMs)));
  return found.flat();
}

async function runCheck(
  { subject, run }: Check,
  timeoutMs: number,
): Promise<readonly CheckResult[]> {
  const { promise: timeUp, resolve } = Promise.withResolvers<readonly CheckResult[]>();
  const timer = setTimeout(() => resolve([tookTooLong(subject, timeoutMs)]), timeoutMs);
  try {
    return await Promise.race([run(), timeUp]);
  } catch (cause) {
    return [fail(subject, `could not be checked: ${wordsOf(cause)}`, BUG)];
  } finally {
    clearTimeout(timer);
  }
}

const BUG = 'This is a bug in the doctor: please report it with this line.';

const tookTooLong = (subject: string, timeoutMs: number): CheckResult =>
  fail(
    subject,
    `no answer within ${Math.round(timeoutMs / 1000)} s`,
    'The service behind it hangs: look at its log, or restart it.',
  );

const wordsOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);
