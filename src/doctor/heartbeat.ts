import type { Result } from '../core/result.ts';
import { type CheckResult, fail, pass } from './check-result.ts';

const SUBJECT = 'Outside watch';
const HOW = 'DEPLOYMENT.md, "Watch the relay itself in two minutes", tells how.';

/** Evaluates the watch that tells when the relay itself is dead. `answer` is `undefined` where none is set up. */
export function evaluateHeartbeat(answer: Result<void, string> | undefined): CheckResult {
  if (!answer) return pass(SUBJECT, 'none: nothing tells when the relay itself is dead', HOW);
  if (answer.ok) return pass(SUBJECT, 'answers at HEARTBEAT_URL (this counted as a heartbeat)');
  const next = nextFor(answer.error);
  return fail(SUBJECT, `HEARTBEAT_URL does not answer: ${answer.error}`, next);
}

function nextFor(why: string): string {
  if (why.startsWith('HTTP 4'))
    return 'Copy the address of the check once more: it is gone or mistyped.';
  if (why.startsWith('redirected')) return 'Set the address that it redirects to.';
  return `Look whether the watch runs, and whether a proxy lets the relay reach it. ${HOW}`;
}
