import { type CheckResult, fail, pass, warn } from './check-result.ts';

/** The result of requesting the model, which costs nothing. */
export type ModelCheck =
  | { readonly kind: 'known' }
  | {
      readonly kind:
        | 'bad-key'
        | 'not-allowed'
        | 'no-credit'
        | 'no-model'
        | 'unreachable'
        | 'too-slow'
        | 'other';
    };

interface Facts {
  readonly model: string;
  readonly check: ModelCheck;
  /** A gateway in place of Anthropic's API, which may not list models. */
  readonly baseUrl: string | undefined;
  /** Dollars spent today. */
  readonly spent: number;
  readonly limit: number;
  readonly isOff: boolean;
}

const SUBJECT = 'Claude';

/** Evaluates whether a question would be answered, as far as possible without paying for one. */
export function evaluateClaude({ model, check, baseUrl, spent, limit, isOff }: Facts): CheckResult {
  const budget = `$${spent.toFixed(2)} of $${limit.toFixed(2)} spent today`;
  if (check.kind !== 'known') return evaluateProblem(check.kind, model, baseUrl);
  if (isOff) return warn(SUBJECT, 'switched off', 'Text "ai on" to the relay.');
  if (spent >= limit) {
    return warn(
      SUBJECT,
      budget,
      'It answers again tomorrow; raise CLAUDE_DAILY_USD to allow more.',
    );
  }
  return pass(SUBJECT, `accepts the key and ${model}; ${budget} (no question was asked)`);
}

type ClaudeProblem = Exclude<ModelCheck['kind'], 'known'>;

function evaluateProblem(
  kind: ClaudeProblem,
  model: string,
  baseUrl: string | undefined,
): CheckResult {
  if (kind === 'no-model' && baseUrl !== undefined) {
    const says = `the gateway at ANTHROPIC_BASE_URL does not report whether it has ${model}`;
    return warn(SUBJECT, says, 'Text a question to try it.');
  }
  const where = baseUrl === undefined ? 'api.anthropic.com' : 'ANTHROPIC_BASE_URL';
  const explanations: Readonly<Record<ClaudeProblem, readonly [says: string, next: string]>> = {
    'bad-key': [
      'refuses the key',
      'Make one at console.anthropic.com, API keys: ANTHROPIC_API_KEY.',
    ],
    'not-allowed': [
      `the key may not use ${model}`,
      'Allow it in its workspace, or use another key.',
    ],
    'no-credit': ['no credit is left', 'Add some at console.anthropic.com, Billing.'],
    'no-model': [
      `has no model ${model}`,
      'Correct CLAUDE_MODEL; claude-sonnet-5-5 is the default.',
    ],
    unreachable: [`${where} cannot be reached`, 'Check that this machine can reach it.'],
    'too-slow': [`${where} does not answer`, 'Look at status.anthropic.com, and try again.'],
    other: ['answers with an error', 'Look at status.anthropic.com, and try again.'],
  };
  const [says, next] = explanations[kind];
  return fail(SUBJECT, says, next);
}
