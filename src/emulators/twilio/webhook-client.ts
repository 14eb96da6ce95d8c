import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { Clock } from '../../core/clock.ts';
import type { Secret } from '../../core/secret.ts';
import type { WebhookAnswer } from './read-answer.ts';

interface Dependencies {
  readonly authToken: Secret;
  /** Maps an address named by the relay to the one to connect to. */
  readonly reach: (url: string) => string;
  readonly clock: Clock;
}

/** Calls a webhook of the relay with a signature; resolves to its answer, or an error code. */
export type WebhookClient = (
  url: string,
  form: Readonly<Record<string, string>>,
  method?: 'POST' | 'GET',
) => Promise<WebhookAnswer | { readonly code: number }>;

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 128 * 1024;

export function createWebhookClient({ authToken, reach, clock }: Dependencies): WebhookClient {
  return async (address, fields, method = 'POST') => {
    // The part after a # holds connection overrides for the carrier; it is neither sent nor signed.
    const target = address.replace(/#.*$/s, '');
    const [url, form] = method === 'GET' ? [withQuery(target, fields), {}] : [target, fields];
    const timeout = new AbortController();
    void clock.wait(TIMEOUT_MS).then(() => timeout.abort());
    try {
      const response = await fetch(reach(url), {
        method,
        ...(method === 'POST' && { body: new URLSearchParams(form) }),
        headers: {
          'user-agent': 'TwilioProxy/1.1',
          'x-twilio-signature': getExpectedTwilioSignature(authToken.reveal(), url, { ...form }),
          'i-twilio-idempotency-token': crypto.randomUUID(),
        },
        redirect: 'manual',
        signal: timeout.signal,
      });
      return {
        status: response.status,
        contentType: response.headers.get('content-type') ?? undefined,
        body: await bodyOf(response),
      };
    } catch (cause) {
      return { code: timeout.signal.aborted || neverAnswered(cause) ? 11205 : 11200 };
    }
  };
}

const withQuery = (url: string, fields: Readonly<Record<string, string>>): string =>
  `${url}${url.includes('?') ? '&' : '?'}${new URLSearchParams(fields).toString()}`;

/** Reads the body up to its maximum size. */
async function bodyOf({ body }: Response): Promise<string> {
  if (!body) return '';
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.length > MAX_BYTES) break;
  }
  return text;
}

const NO_CONNECTION = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ERR_INVALID_URL']);

function neverAnswered(cause: unknown): boolean {
  const inner = cause instanceof Error ? (cause.cause ?? cause) : cause;
  return inner instanceof Error && 'code' in inner && NO_CONNECTION.has(String(inner.code));
}
