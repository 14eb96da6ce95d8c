/** Every way a question to Claude can end without an answer. */
export type AssistantError =
  | { readonly kind: TroubleKind }
  | { readonly kind: 'no-model'; readonly model: string }
  | {
      readonly kind: 'budget-empty';
      readonly whose: 'day' | 'person';
      readonly limitMicros: number;
    };

type TroubleKind = keyof typeof WORDS;

const WORDS = {
  off: 'Claude is off, until an operator texts ai on.',
  'bad-key': 'Claude ? refused our key',
  'not-allowed': 'Claude ? our key may not do this',
  'no-credit': 'Claude ? no credit left at Anthropic',
  'rate-limited': 'Claude ? asked too often, try again in a minute',
  overloaded: 'Claude ? overloaded, try again in a few minutes',
  unreachable: 'Claude ? no answer',
  'proxy-denied': 'Claude ? not allowed by the proxy',
  'too-slow': 'Claude ? took too long, try a smaller question',
  rejected: 'Claude ? answered with an error',
  'invalid-response': 'Claude ? answer not readable',
  refused: 'Claude would not answer that.',
  'too-long': 'That was too much for one answer, ask for less.',
  'too-many-steps': 'Claude found no end to it, ask something smaller.',
  'budget-closed': 'Claude was not asked: its costs could not be written down.',
  'queue-full': 'Two questions are waiting already, wait for their answers.',
} as const;

/** Every kind there is. */
export const ASSISTANT_ERROR_KINDS: readonly AssistantError['kind'][] = [
  ...Object.keys(WORDS).filter((name): name is TroubleKind => name in WORDS),
  'no-model',
  'budget-empty',
];

/** The one line that says it on a phone. */
export function describeAssistantError(trouble: AssistantError): string {
  if ('model' in trouble) return `Claude ? knows no model ${trouble.model}, see CLAUDE_MODEL`;
  if (!('whose' in trouble)) return WORDS[trouble.kind];
  const whose = trouble.whose === 'day' ? "Today's" : 'Your';
  const money = formatMoney(trouble.limitMicros);
  return `${whose} ${money} a day for Claude leave no room for this. ai cost tells more.`;
}

const CENT = 10_000;

/** `$1.20`, `$0.03`, and `under $0.01` of what is less. */
export function formatMoney(micros: number): string {
  if (micros > 0 && micros < CENT) return 'under $0.01';
  return `$${(micros / 1_000_000).toFixed(2)}`;
}
