/** Characters that XML cannot contain, not even escaped. */
const INVALID_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Characters with a meaning in XML; an unescaped carriage return would be read as the end of a line. */
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
};

/**
 * Renders `text` as TwiML, identical to the output of Twilio's library, which takes a sixth of the
 * memory of a whole answer for that. Blank text becomes an empty response: Twilio refuses empty
 * messages.
 */
export function twiml(text = ''): string {
  const isPlain = PLAIN.test(text);
  const valid = isPlain ? text : text.replaceAll(INVALID_XML, '');
  const words = isPlain ? valid : escapeXml(valid);
  const isEmpty = valid.trim() === '';
  const response = isEmpty ? '<Response/>' : `<Response><Message>${words}</Message></Response>`;
  return `<?xml version="1.0" encoding="UTF-8"?>${response}`;
}

/** Text that is the same in XML, as nearly all texts are. */
const PLAIN = /^[\n -%'-;=?-~]*$/;

const escapeXml = (text: string): string =>
  text.replaceAll(/[&<>\r]/g, (character) => ESCAPES[character] ?? '');
