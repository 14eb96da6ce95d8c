import type { Result } from '../../core/result.ts';

/** A number of the account, and its webhook. */
export interface AccountNumber {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly webhook: string;
  readonly method: string;
  /** The TwiML App of the number, which takes precedence over the webhook. */
  readonly application: string | undefined;
}

export interface AccountProblem {
  /** `denied` when the keys are rejected. */
  readonly kind: 'denied' | 'other';
  readonly words: string;
}

/** The account at the carrier: its numbers and their webhooks. */
export interface PhoneAccount {
  numbers(): Promise<Result<readonly AccountNumber[], AccountProblem>>;
  /** Resolves to undefined when the account has no such number. */
  find(number: string): Promise<Result<AccountNumber | undefined, AccountProblem>>;
  /** Sets the webhook of a number; resolves to its new state. */
  pointTo(number: AccountNumber, webhook: string): Promise<Result<AccountNumber, AccountProblem>>;
}
