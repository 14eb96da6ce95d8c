import { type CheckResult, wrong } from './check-result.ts';

/** One look at one thing. */
export interface Check {
  readonly subject: string;
  readonly examine: () => Promise<readonly CheckResult[]>;
}

/** All at the same time. What hangs or breaks is a finding of its own, and holds up nothing else. */
export async function examineAll(
  examinations: readonly Check[],
  patienceMs: number,
): Promise<readonly CheckResult[]> {
  const found = await Promise.all(examinations.map((it) => examineOne(it, patienceMs)));
  return found.flat();
}

async function examineOne(
  { subject, examine }: Check,
  patienceMs: number,
): Promise<readonly CheckResult[]> {
  const { promise: timeUp, resolve } = Promise.withResolvers<readonly CheckResult[]>();
  const timer = setTimeout(() => resolve([tookTooLong(subject, patienceMs)]), patienceMs);
  try {
    return await Promise.race([examine(), timeUp]);
  } catch (cause) {
    return [wrong(subject, `could not be examined: ${wordsOf(cause)}`, BUG)];
  } finally {
    clearTimeout(timer);
  }
}

const BUG = 'This is a fault of the doctor: please report it with this line.';

const tookTooLong = (subject: string, patienceMs: number): CheckResult =>
  wrong(
    subject,
    `no answer within ${Math.round(patienceMs / 1000)} s`,
    'Whatever stands behind it hangs: look at its own log, or start it again.',
  );

const wordsOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);
