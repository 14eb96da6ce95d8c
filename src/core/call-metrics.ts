import type { Failure } from './failure.ts';
import type { Result } from './result.ts';

/** How asking a backend can end. */
export const CALL_OUTCOMES = [
  'ok',
  /** Known to be away, and not asked. */
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

/** Hears of every call to a backend. Never throws. */
export type RecordCall = (outcome: CallOutcome, tookMs: number) => void;

/** Ask, and tell how that ended. */
export async function recordCall<T>(
  watch: RecordCall,
  ask: () => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  const startedAt = performance.now();
  const answer = await ask();
  watch(answer.ok ? 'ok' : answer.error.kind, performance.now() - startedAt);
  return answer;
}
