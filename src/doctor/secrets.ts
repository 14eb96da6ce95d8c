import { formatCount } from '../core/format.ts';
import { type CheckResult, fail, pass, warn } from './check-result.ts';

/** The stored secrets, without their values. */
export interface SecretFacts {
  readonly keyIds: readonly string[];
  readonly stored: readonly { readonly name: string; readonly isOpen: boolean }[];
}

const SUBJECT = 'Secrets';

/** Evaluates whether the keys that are set open every stored secret; nothing is said where there are neither. */
export function evaluateSecrets({ keyIds, stored }: SecretFacts): readonly CheckResult[] {
  if (keyIds.length === 0 && stored.length === 0) return [];
  const count = formatCount(stored.length, 'secret');
  if (keyIds.length === 0) {
    const next =
      'Set RELAY_SECRET_KEY to their key; if it is lost, remove each: sms-relay secrets remove NAME.';
    return [warn(SUBJECT, `${count} stored, and no key is set: nothing can use them`, next)];
  }
  const closed = stored.filter(({ isOpen }) => !isOpen);
  if (closed.length === 0) {
    return [pass(SUBJECT, `${count} stored, each opens; the key is ${keyIds.join(', then ')}`)];
  }
  return closed.map(({ name }) =>
    fail(
      SUBJECT,
      `${name} was changed or damaged in the database`,
      `Add it again, and find out who changes the database: sms-relay secrets add ${name}`,
    ),
  );
}
