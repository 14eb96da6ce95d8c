/** Every way a question to Claude can end without an answer. */
export type Trouble =
  | { readonly kind: TroubleKind }
  | { readonly kind: 'no-model'; readonly model: string }
  | {
      readonly kind: 'purse-empty';
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
  barred: 'Claude ? not allowed by the proxy',
  'too-slow': 'Claude ? took too long, try a smaller question',
  rejected: 'Claude ? answered with an error',
  garbled: 'Claude ? answer not readable',
  refused: 'Claude would not answer that.',
  'too-long': 'That was too much for one answer, ask for less.',
  'too-many-steps': 'Claude found no end to it, ask something smaller.',
  'purse-closed': 'Claude was not asked: its costs could not be written down.',
  'line-full': 'Two questions are waiting already, wait for their answers.',
} as const;

/** Every kind there is. */
export const TROUBLE_KINDS: readonly Trouble['kind'][] = [
  ...Object.keys(WORDS).filter((name): name is TroubleKind => name in WORDS),
  'no-model',
  'purse-empty',
];

/** The one line that says it on a phone. */
export function describeTrouble(trouble: Trouble): string {
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
