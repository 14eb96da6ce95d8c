import MessagingResponse from 'twilio/lib/twiml/MessagingResponse.js';

/** What XML cannot carry, not even escaped; the library throws on it. */
const UNSPEAKABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A TwiML document that says `text`. Nothing to say is an empty one: Twilio refuses empty messages. */
export function twiml(text = ''): string {
  const response = new MessagingResponse();
  const speakable = text.replaceAll(UNSPEAKABLE, '');
  if (speakable.trim() !== '') response.message(speakable);
  return response.toString();
}
