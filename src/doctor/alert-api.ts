import type { Failure } from '../core/failure.ts';
import { formatCount } from '../core/format.ts';
import type { Result } from '../core/result.ts';
import { type Access, explain } from './backend-fault.ts';
import { type CheckResult, fail, pass, warn } from './check-result.ts';
import type { PresentedCertificate } from './connection-fault.ts';

/** The answer of a source of alerts to the doctor. */
export interface AlertApiFacts {
  readonly subject: string;
  readonly access: Access;
  /** The number of alerts that fire, and of all things in the answer. */
  readonly reading: Result<{ readonly firing: number; readonly all: number }, Failure>;
  /** The list of its silences; missing where snoozes stay here. */
  readonly snoozes: Result<unknown, Failure> | undefined;
  readonly certificate: PresentedCertificate | undefined;
  readonly now: number;
}

/** Evaluates whether a source of alerts can be asked what fires now. */
export function evaluateAlertApi(facts: AlertApiFacts): CheckResult {
  const { subject, access, reading, snoozes, certificate, now } = facts;
  if (!reading.ok) {
    const { says, next } = explain({ failure: reading.error, access, certificate, now });
    return fail(subject, says, next);
  }
  const { firing, all } = reading.value;
  const says = `${access.where} answers: ${formatCount(all, 'thing')} listed, ${firing} firing`;
  if (!snoozes) return pass(subject, says);
  if (snoozes.ok) return pass(subject, `${says}; snoozes are silences there too`);
  const problem = explain({ failure: snoozes.error, access, certificate, now });
  return warn(subject, `${says}, but its silences cannot be read: ${problem.says}`, problem.next);
}
