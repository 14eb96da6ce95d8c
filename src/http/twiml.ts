import MessagingResponse from 'twilio/lib/twiml/MessagingResponse.js';

/** A TwiML document that says `text`, or nothing. The text is plain GSM-7 by now. */
export function twiml(text?: string): string {
  const response = new MessagingResponse();
  if (text !== undefined) response.message(text);
  return response.toString();
}
