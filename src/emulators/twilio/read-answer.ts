import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom';

/** The answer of a webhook. */
export interface WebhookAnswer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** A message in an answer, with its status callback. */
export interface TwimlMessages {
  readonly body: string;
  readonly statusCallback?: string | undefined;
}

/** The messages in an answer, or the error code of an invalid one. */
export type TwimlResult =
  | { readonly messages: readonly TwimlMessages[] }
  | { readonly code: number };

const MAX_BYTES = 64 * 1024;
const MAX_MESSAGE_LENGTH = 1600;
const MARKUP = new Set(['text/xml', 'application/xml', 'text/html']);

const parser = new DOMParser({ onError: onErrorStopParsing });

/** Parses an answer as strictly as the carrier does. */
export function readAnswer({ status, contentType, body }: WebhookAnswer): TwimlResult {
  if (status < 200 || status > 299 || body.length > MAX_BYTES) return { code: 11200 };
  if (status === 204) return { messages: [] };
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  if (type === undefined || type === '') return { code: 12300 };
  if (type === 'text/plain') return checked(body.trim() === '' ? [] : [{ body }]);
  if (!MARKUP.has(type)) return { code: 12300 };
  return body.trim() === '' ? { messages: [] } : readTwiml(body);
}

function readTwiml(document: string): TwimlResult {
  const root = rootOf(document);
  if (root?.tagName !== 'Response') return { code: 12100 };
  return checked(childrenOf(root, 'Message').map(toMessage));
}

function rootOf(document: string): Element | null {
  try {
    return parser.parseFromString(document, 'text/xml').documentElement;
  } catch {
    return null;
  }
}

function toMessage(message: Element): TwimlMessages {
  const [body = message] = childrenOf(message, 'Body');
  const statusCallback =
    message.getAttribute('action') ?? message.getAttribute('statusCallback') ?? undefined;
  return { body: body.textContent ?? '', statusCallback };
}

const childrenOf = (parent: Element, name: string): readonly Element[] =>
  Array.from(parent.getElementsByTagName(name)).filter((it) => it.parentNode === parent);

const checked = (messages: readonly TwimlMessages[]): TwimlResult =>
  messages.every(({ body }) => body.trim() !== '' && body.length <= MAX_MESSAGE_LENGTH)
    ? { messages }
    : { code: 14103 };
