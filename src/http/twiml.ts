/** What XML cannot carry, not even escaped. */
const UNSPEAKABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** What means something else in XML; a return would be read as the end of a line. */
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
};

/**
 * A TwiML document that says `text`, letter for letter as Twilio's library writes it, which takes a
 * sixth of the memory of a whole answer for that. Nothing to say is an empty one: Twilio refuses
 * empty messages.
 */
export function twiml(text = ''): string {
  const speakable = text.replaceAll(UNSPEAKABLE, '');
  const words = speakable.replaceAll(/[&<>\r]/g, (character) => ESCAPES[character] ?? '');
  const isSilent = speakable.trim() === '';
  const response = isSilent ? '<Response/>' : `<Response><Message>${words}</Message></Response>`;
  return `<?xml version="1.0" encoding="UTF-8"?>${response}`;
}
