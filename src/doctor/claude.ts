import { type CheckResult, fine, note, wrong } from './check-result.ts';

/** What came of asking for the model, which costs nothing. */
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
  readonly look: ModelCheck;
  /** Another base of the API, which may know less than Anthropic's own. */
  readonly baseUrl: string | undefined;
  /** Dollars of today. */
  readonly spent: number;
  readonly limit: number;
  readonly isOff: boolean;
}

const SUBJECT = 'Claude';

/** Whether a question would be answered, as far as that can be known without paying for one. */
export function evaluateClaude({ model, look, baseUrl, spent, limit, isOff }: Facts): CheckResult {
  const budget = `$${spent.toFixed(2)} of $${limit.toFixed(2)} spent today`;
  if (look.kind !== 'known') return judgeLook(look.kind, model, baseUrl);
  if (isOff) return note(SUBJECT, 'switched off', 'Text "ai on" to the relay.');
  if (spent >= limit) {
    return note(SUBJECT, budget, 'It is asked again tomorrow; CLAUDE_DAILY_USD allows more.');
  }
  return fine(SUBJECT, `knows the key and ${model}; ${budget} (no question was asked)`);
}

type ClaudeProblem = Exclude<ModelCheck['kind'], 'known'>;

function judgeLook(kind: ClaudeProblem, model: string, baseUrl: string | undefined): CheckResult {
  if (kind === 'no-model' && baseUrl !== undefined) {
    const says = `the gateway at ANTHROPIC_BASE_URL does not tell whether it has ${model}`;
    return note(SUBJECT, says, 'Text a question to try it.');
  }
  const where = baseUrl === undefined ? 'api.anthropic.com' : 'ANTHROPIC_BASE_URL';
  const words: Readonly<Record<ClaudeProblem, readonly [says: string, next: string]>> = {
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
    unreachable: [`${where} cannot be reached`, 'Look whether this machine may speak to it.'],
    'too-slow': [`${where} does not answer`, 'Look at status.anthropic.com, and try again.'],
    other: ['answers with an error', 'Look at status.anthropic.com, and try again.'],
  };
  const [says, next] = words[kind];
  return wrong(SUBJECT, says, next);
}
