import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';

const parser = new DOMParser({ onError: onErrorStopParsing });

/** The text of the message in a TwiML document; nothing when it holds none, or is no XML. */
export function messageIn(document: string): string | undefined {
  try {
    const [message] = parser.parseFromString(document, 'text/xml').getElementsByTagName('Message');
    return message?.textContent ?? undefined;
  } catch {
    return undefined;
  }
}
