import type { Result } from '../../core/result.ts';

/** A number of the account, and where the texts to it go. */
export interface AccountNumber {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly webhook: string;
  readonly method: string;
  /** An application goes before the webhook. */
  readonly application: string | undefined;
}

export interface AccountProblem {
  /** The key does not fit, or something else is wrong. */
  readonly kind: 'denied' | 'other';
  readonly words: string;
}

/** The account at the carrier: its numbers, and where they send texts. */
export interface PhoneAccount {
  numbers(): Promise<Result<readonly AccountNumber[], AccountProblem>>;
  /** Nothing when the account has no such number. */
  find(number: string): Promise<Result<AccountNumber | undefined, AccountProblem>>;
  /** Send the texts to a number there; answers with how it is set up then. */
  pointTo(number: AccountNumber, webhook: string): Promise<Result<AccountNumber, AccountProblem>>;
}
