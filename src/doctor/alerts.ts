import { formatCount } from '../core/format.ts';
import { type CheckResult, pass, warn } from './check-result.ts';

/** The ways in which alerts can be delivered. */
export interface AlertFacts {
  readonly hasApiKey: boolean;
  /** The keys that are valid, by name, and whether each was ever used. */
  readonly keys: readonly { readonly name: string; readonly isUsed: boolean }[];
  /** The sources in the file, and whether each signs its reports. */
  readonly sources: readonly { readonly name: string; readonly isSigned: boolean }[];
}

const SUBJECT = 'Alerts';

/** Evaluates whether monitoring tools can deliver alerts; nothing is said where none should. */
export function evaluateAlerts({ hasApiKey, keys, sources }: AlertFacts): readonly CheckResult[] {
  const ways = keys.length + (hasApiKey ? 1 : 0);
  const unsigned = sources.filter(({ isSigned }) => !isSigned).map(({ name }) => name);
  if (ways === 0 && unsigned.length > 0) {
    const says = `${unsigned.join(', ')} cannot deliver: there is no key`;
    return [warn(SUBJECT, says, 'sms-relay keys add NAME --scopes alerts:write')];
  }
  if (ways === 0) return [];
  const unused = keys.filter(({ isUsed }) => !isUsed).map(({ name }) => name);
  const says = `${formatCount(ways, 'key')} can deliver alerts`;
  if (unused.length === 0) return [pass(SUBJECT, says)];
  const next = 'Press the test button of the tool: see docs/alerts/.';
  return [warn(SUBJECT, `${says}, never used: ${unused.join(', ')}`, next)];
}
