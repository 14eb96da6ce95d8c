import type { PhoneNumber } from '../core/phone-number.ts';
import type { Result } from '../core/result.ts';

/** What the carrier answered, or why it did not. */
export type CarrierAnswer<T> = Promise<Result<T, CarrierProblem>>;

export interface CarrierProblem {
  /** Nothing when there was no answer at all. */
  readonly status?: number | undefined;
  /** The carrier's own number for it. */
  readonly code?: number | undefined;
  readonly cause: string;
}

export interface CarrierAccount {
  readonly status: string;
  readonly type: string;
}

/** Where texts to a number go. */
export interface Destination {
  readonly url: string;
  readonly method: string;
}

/** A number of the account, as far as texts go. */
export interface RelayNumber {
  readonly sid: string;
  readonly takesTexts: boolean;
  readonly texts: Destination;
  /** A TwiML App takes the texts, whatever the number's own address says. */
  readonly application: string | undefined;
}

/** A Messaging Service that has the number in its pool. */
export interface MessagingService {
  readonly sid: string;
  readonly name: string;
  readonly texts: Destination;
  readonly leavesTextsToNumber: boolean;
}

/** How far a registration got, in the carrier's own word, and what it objected to. */
export interface Registration {
  readonly status: string;
  readonly objections: readonly string[];
}

/** What the carrier knows about how we are set up there. Nothing of it changes anything. */
export interface Carrier {
  account(): CarrierAnswer<CarrierAccount>;
  balance(): CarrierAnswer<{ readonly amount: number; readonly currency: string }>;
  /** Whether a trial account may text this phone. */
  isVerified(number: PhoneNumber): CarrierAnswer<boolean>;
  number(number: PhoneNumber): CarrierAnswer<RelayNumber | undefined>;
  application(sid: string): CarrierAnswer<Destination>;
  serviceOf(numberSid: string): CarrierAnswer<MessagingService | undefined>;
  campaigns(serviceSid: string): CarrierAnswer<readonly Registration[]>;
  tollFree(numberSid: string): CarrierAnswer<Registration | undefined>;
  /** Whether texts to that country are switched on; nothing when it does not say. */
  mayText(country: string): CarrierAnswer<boolean | undefined>;
}
