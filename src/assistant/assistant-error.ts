import { formatMoney } from '../core/format.ts';

/** The ways a question to Claude can end without an answer. */
export type AssistantError =
  | { readonly kind: SimpleKind }
  | { readonly kind: 'no-model'; readonly model: string }
  | {
      readonly kind: 'budget-empty';
      readonly whose: 'day' | 'person';
      readonly limitMicros: number;
    };

type SimpleKind = keyof typeof WORDS;

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

/** All kinds of errors. */
export const ASSISTANT_ERROR_KINDS: readonly AssistantError['kind'][] = [
  ...Object.keys(WORDS).filter((name): name is SimpleKind => name in WORDS),
  'no-model',
  'budget-empty',
];

/** Formats an error as one line for a phone. */
export function describeAssistantError(error: AssistantError): string {
  if ('model' in error) return `Claude ? knows no model ${error.model}, see CLAUDE_MODEL`;
  if (!('whose' in error)) return WORDS[error.kind];
  const whose = error.whose === 'day' ? "Today's" : 'Your';
  const money = formatMoney(error.limitMicros);
  return `${whose} ${money} a day for Claude leave no room for this. ai cost tells more.`;
}
