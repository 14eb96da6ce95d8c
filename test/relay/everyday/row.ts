/** What a reply must contain, or must not. */
export type Mark = string | RegExp;

/** What a reply to an everyday text has to be like. */
export interface Expectation {
  readonly has?: readonly Mark[];
  readonly lacks?: readonly Mark[];
  /** Most characters the reply may have. */
  readonly most?: number;
  /** The reply is none at all. */
  readonly silent?: true;
}

/**
 * What the text may cost where Claude is set up: nothing, one question, or either.
 * The answer of the model is judged by nothing but its size.
 */
type Cost = 'free' | 'paid' | 'either';

/** One everyday text, and what a person who never read a manual expects of the reply. */
export interface Row extends Expectation {
  /** The texts sent before, in order; `{code}` stands for the newest code. */
  readonly before?: readonly string[];
  readonly text: string;
  readonly cost?: Cost;
  /** Sent by somebody who may only look. */
  readonly isViewer?: true;
}

export interface Theme {
  readonly name: string;
  readonly rows: readonly Row[];
  /** Its rows follow each other, because they change the house, and wait for what they did. */
  readonly changesHouse?: true;
}

/** The same expectation for many texts, each the first one of a person. */
export const each = (expectation: Expectation, ...texts: string[]): Row[] =>
  texts.map((text) => ({ ...expectation, text }));

/** One text that follows others. */
export const after = (before: readonly string[], text: string, expectation: Expectation): Row => ({
  ...expectation,
  before,
  text,
});

/** Every second text follows a look at some screen: people do not only begin with it. */
export const nowAndLater = (rows: readonly Row[]): Row[] =>
  rows.map((row, index) => (index % 2 === 0 ? row : { ...row, before: ['2', 'v'] }));

/** The same rows for somebody who may only look. */
export const asViewer = (...rows: Row[]): Row[] => rows.map((row) => ({ ...row, isViewer: true }));

/** Real questions: they are answered by Claude where it is set up. */
export const questions = (cost: Cost, rows: readonly Row[]): Row[] =>
  rows.map((row) => ({ ...row, cost }));

/** All of these expectations at once. */
export const both = (...expectations: Expectation[]): Expectation => ({
  has: expectations.flatMap(({ has = [] }) => has),
  lacks: expectations.flatMap(({ lacks = [] }) => lacks),
  most: Math.min(...expectations.map(({ most = Number.POSITIVE_INFINITY }) => most)),
});
