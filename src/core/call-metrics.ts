import type { Failure } from './failure.ts';
import type { Result } from './result.ts';

/** The possible outcomes of a call to a backend. */
export const CALL_OUTCOMES = [
  'ok',
  /** Not called, because the backend is known to be down. */
  'spared',
  'unreachable',
  'timeout',
  'denied',
  'untrusted',
  'proxy-denied',
  'refused',
  'invalid-response',
  'no-source',
  'unseen',
  'not-set-up',
  'not-found',
  'bad-input',
] as const satisfies readonly ('ok' | 'spared' | Failure['kind'])[];

export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** Called once per call to a backend. Never throws. */
export type RecordCall = (outcome: CallOutcome, tookMs: number) => void;

/** Runs a call and records its outcome and duration. */
export async function recordCall<T>(
  record: RecordCall,
  call: () => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  const startedAt = performance.now();
  const answer = await call();
  record(answer.ok ? 'ok' : answer.error.kind, performance.now() - startedAt);
  return answer;
}
