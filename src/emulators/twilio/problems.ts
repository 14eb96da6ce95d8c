/** An error with the carrier's code and words. */
export interface CarrierProblemReport {
  readonly code: number;
  readonly text: string;
}

/** The carrier's error messages. @see https://www.twilio.com/docs/api/errors */
const SENTENCES: Readonly<Record<number, string>> = {
  11200: 'The relay answered with an error, or broke off',
  11205: 'The relay could not be reached, or took more than 15 seconds',
  12100: 'The answer of the relay is not TwiML',
  12300: 'The answer of the relay has no content type, or a wrong one',
  14103: 'The message in the answer is empty or over 1600 characters',
  20001: 'Unknown parameters',
  20003: 'Authenticate',
  20404: 'The requested resource was not found',
  20409: 'Only a queued message can be canceled',
  20429: 'Too Many Requests',
  20500: 'Internal Server Error',
  21211: "Invalid 'To' Phone Number",
  21212: "Invalid 'From' Number",
  21402: 'Invalid Parameter',
  21602: 'Message body is required.',
  21603: "A 'From' phone number is required.",
  21604: "A 'To' phone number is required.",
  21408: 'Permission to send an SMS has not been enabled for the region',
  21502: 'Invalid SmsUrl',
  21503: 'Invalid SmsMethod',
  21606: "The 'From' phone number provided is not a valid message-capable number of this account",
  21608: 'The number is unverified. Trial accounts cannot send messages to unverified numbers',
  21609: "Invalid 'StatusCallback' URL",
  21610: 'Attempt to send to unsubscribed recipient',
  21612: "The 'To' phone number is not currently reachable using the 'From' phone number",
  21614: "'To' number is not a valid mobile number",
  21617: 'The concatenated message body exceeds the 1600 character limit',
  21701: 'The Messaging Service does not exist',
  21910: "Invalid 'From' and 'To' pair: both should be of the same channel",
  30003: 'Unreachable destination handset',
  30005: 'Unknown destination handset',
  30007: 'Message filtered',
  30008: 'Unknown error',
  30032: 'Toll-Free Number Has Not Been Verified',
  30034: 'Message from an Unregistered Number',
  30035: 'Message from a Number that is being registered',
  30036: 'Validity Period Expired',
};

export const problem = (code: number): CarrierProblemReport => ({
  code,
  text: SENTENCES[code] ?? `Error ${code}`,
});
