import { Agent, fetch } from 'undici';

const CONNECT_TIMEOUT_MS = 3000;
const KEEP_ALIVE_MS = 30_000;

/** More bytes came than any honest answer has. */
export class AnswerTooBig extends Error {
  override readonly name = 'AnswerTooBig';
}

interface Bounds {
  readonly maxBytes: number;
  /** Hears why an answer ended early, which a reader of its stream may not be told. */
  readonly onBroken: (cause: unknown) => void;
}

export interface BoundedFetch {
  fetch(url: string | URL, init: RequestInit | undefined, bounds: Bounds): Promise<Response>;
  /** Ends every connection at once. */
  destroy(): Promise<void>;
}

/** HTTP for one MCP server, with connections of its own and answers of a bounded size. */
export function createBoundedFetch(): BoundedFetch {
  const agent = new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    keepAliveTimeout: KEEP_ALIVE_MS,
  });

  return {
    async fetch(url, init = {}, bounds) {
      const headers = new Headers(init.headers);
      if (isIdleListening(init, headers)) return new Response(null, { status: 405 });

      const answer = await fetch(url, {
        method: init.method ?? 'GET',
        headers: [...headers],
        redirect: init.redirect ?? 'follow',
        dispatcher: agent,
        ...(typeof init.body === 'string' && { body: init.body }),
        ...(init.signal && { signal: init.signal }),
      });
      const body = answer.body && ReadableStream.from(bounded(answer.body, bounds));
      return new Response(body, { status: answer.status, headers: [...answer.headers] });
    },

    destroy: () => agent.destroy(),
  };
}

/** A stream for news of the server's own accord; we want none, and 405 is how a server says it has none. */
const isIdleListening = ({ method }: RequestInit, headers: Headers): boolean =>
  method === 'GET' && !headers.has('last-event-id');

/** Counts after decompression, where a small answer may have grown large. */
async function* bounded(
  body: AsyncIterable<Uint8Array>,
  { maxBytes, onBroken }: Bounds,
): AsyncGenerator<Uint8Array> {
  let seen = 0;
  try {
    for await (const chunk of body) {
      seen += chunk.byteLength;
      if (seen > maxBytes) throw new AnswerTooBig(`more than ${maxBytes} bytes`);
      yield chunk;
    }
  } catch (cause) {
    onBroken(cause);
    throw cause;
  }
}
