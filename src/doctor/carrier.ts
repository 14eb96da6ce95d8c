import type { PhoneNumber } from '../core/phone-number.ts';
import type { Result } from '../core/result.ts';

/** The answer of the carrier, or the reason there is none. */
export type CarrierAnswer<T> = Promise<Result<T, CarrierProblem>>;

export interface CarrierProblem {
  /** The HTTP status; missing when there was no answer at all. */
  readonly status?: number | undefined;
  /** The carrier's error code. */
  readonly code?: number | undefined;
  readonly cause: string;
}

export interface CarrierAccount {
  readonly status: string;
  readonly type: string;
}

/** The webhook that receives the texts to a number. */
export interface Destination {
  readonly url: string;
  readonly method: string;
}

/** A number of the account, with its text settings. */
export interface RelayNumber {
  readonly sid: string;
  readonly takesTexts: boolean;
  readonly texts: Destination;
  /** The TwiML App that receives the texts; it takes precedence over the number's own address. */
  readonly application: string | undefined;
}

/** A Messaging Service that has the number in its pool. */
export interface MessagingService {
  readonly sid: string;
  readonly name: string;
  readonly texts: Destination;
  readonly leavesTextsToNumber: boolean;
}

/** The status of a registration in the carrier's own word, and the carrier's objections. */
export interface Registration {
  readonly status: string;
  readonly objections: readonly string[];
}

/** Reads our settings at the carrier. No method changes anything. */
export interface Carrier {
  account(): CarrierAnswer<CarrierAccount>;
  balance(): CarrierAnswer<{ readonly amount: number; readonly currency: string }>;
  /** Returns true when a trial account may text this phone. */
  isVerified(number: PhoneNumber): CarrierAnswer<boolean>;
  number(number: PhoneNumber): CarrierAnswer<RelayNumber | undefined>;
  application(sid: string): CarrierAnswer<Destination>;
  serviceOf(numberSid: string): CarrierAnswer<MessagingService | undefined>;
  campaigns(serviceSid: string): CarrierAnswer<readonly Registration[]>;
  tollFree(numberSid: string): CarrierAnswer<Registration | undefined>;
  /** Returns true when texts to that country are switched on; undefined when the carrier does not say. */
  mayText(country: string): CarrierAnswer<boolean | undefined>;
}
