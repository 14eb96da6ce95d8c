/** The texts of a month, and their cost in millionths of a dollar. */
export interface TextCosts {
  readonly received: number;
  readonly sent: number;
  /** The texts that did not go out because the month's limit was used up. */
  readonly dropped: number;
  /** All of them by the list of prices, but for those whose price the carrier has reported. */
  readonly micros: number;
  /** The part that the carrier has reported. */
  readonly billedMicros: number;
}

/** Texts that cost money already. */
export type SpentTexts = Pick<TextCosts, 'received' | 'sent' | 'micros'>;

/** Stores the cost of texts by month: `2026-11`. */
export interface TextLedger {
  ofMonth(month: string): Promise<TextCosts>;
  /** Adds texts that were received or answered. */
  add(month: string, texts: SpentTexts): Promise<void>;
}
