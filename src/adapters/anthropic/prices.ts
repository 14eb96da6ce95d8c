/** Dollars for a million tokens. */
interface Price {
  readonly input: number;
  readonly output: number;
  /** The API accepts `effort`, which limits how much the model thinks. */
  readonly takesEffort: boolean;
}

const price = (input: number, output: number, takesEffort = true): Price => ({
  input,
  output,
  takesEffort,
});

/** @see https://platform.claude.com/docs/en/about-claude/pricing (November 2026) */
const PRICES: Readonly<Record<string, Price>> = {
  'claude-haiku-5-5': price(0.1, 0.5), // for prompts up to 100,000 tokens; ours are shorter
  'claude-sonnet-5-5': price(2, 10),
  'claude-opus-5-5': price(4, 20),
  'claude-fable-5-1': price(10, 50),
  'claude-sonnet-5': price(2, 10),
  'claude-opus-5': price(5, 25),
  'claude-opus-4-8': price(5, 25),
  'claude-opus-4-7': price(5, 25),
  'claude-opus-4-6': price(5, 25),
  'claude-sonnet-4-6': price(3, 15),
  'claude-opus-4-5': price(5, 25),
  'claude-haiku-4-5': price(1, 5, false),
  'claude-sonnet-4-5': price(3, 15, false),
};

/** The price of an unlisted model: more than any model has ever cost. */
const UNKNOWN = price(25, 125, false);

/** Factors on the input price: writes to the prompt cache cost more, reads from it less. */
const CACHE_WRITE = 1.25;
const CACHE_READ = 0.1;

/** The model may be named with its date or without. */
export const priceOf = (model: string): Price =>
  PRICES[model] ?? PRICES[model.replace(/-\d{8}$/, '')] ?? UNKNOWN;

export const isPriced = (model: string): boolean => priceOf(model) !== UNKNOWN;

/** Millionths of a dollar: a token costs one of them at a dollar per million tokens. */
type Micros = number;

interface Usage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_creation_input_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
}

/** The cost of a call by the usage figures of its answer. */
export function costOf(model: string, usage: Usage): Micros {
  const { input, output } = priceOf(model);
  const { cache_creation_input_tokens: written, cache_read_input_tokens: read } = usage;
  const tokensIn = usage.input_tokens + CACHE_WRITE * (written ?? 0) + CACHE_READ * (read ?? 0);
  return Math.ceil(input * tokensIn + output * usage.output_tokens);
}

/** The most a call can cost: no token is shorter than a byte, and the whole request may be written to the cache. */
export function worstCostOf(model: string, requestBytes: number, maxTokens: number): Micros {
  const { input, output } = priceOf(model);
  return Math.ceil(CACHE_WRITE * input * requestBytes + output * maxTokens);
}
