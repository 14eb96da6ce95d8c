import { Agent, type buildConnector, fetch } from 'undici';

const KEEP_ALIVE_MS = 30_000;

/** An answer is larger than any honest one. */
export class AnswerTooBig extends Error {
  override readonly name = 'AnswerTooBig';
}

interface Bounds {
  readonly maxBytes: number;
  /** Inspects the chunks of an answer as they arrive; an error that it throws ends the answer. */
  readonly inspect?: (contentType: string) => (chunk: Uint8Array) => void;
  /** Called with the reason when an answer ends early: a reader of its stream may not get it. */
  readonly onBroken?: (cause: unknown) => void;
}

interface BodyBounds extends Pick<Bounds, 'maxBytes' | 'onBroken'> {
  readonly inspect: ((chunk: Uint8Array) => void) | undefined;
}

export interface BoundedFetch {
  fetch(url: string | URL, init: RequestInit | undefined, bounds: Bounds): Promise<Response>;
  /** Ends every connection at once. */
  destroy(): Promise<void>;
}

/** HTTP for one server, with its own connection pool and answers of a bounded size. */
export function createBoundedFetch(connect: buildConnector.connector): BoundedFetch {
  const agent = new Agent({
    connect,
    keepAliveTimeout: KEEP_ALIVE_MS,
    bodyTimeout: 0, // an event stream may be silent for long; requests have deadlines of their own
  });

  return {
    async fetch(url, init = {}, bounds) {
      const answer = await fetch(url, {
        method: init.method ?? 'GET',
        headers: [...new Headers(init.headers)],
        redirect: init.redirect ?? 'follow',
        dispatcher: agent,
        ...(typeof init.body === 'string' && { body: init.body }),
        ...(init.signal && { signal: init.signal }),
      });
      const inspect = bounds.inspect?.(answer.headers.get('content-type') ?? '');
      const body = answer.body && ReadableStream.from(bounded(answer.body, { ...bounds, inspect }));
      return new Response(body, { status: answer.status, headers: [...answer.headers] });
    },

    destroy: () => agent.destroy(),
  };
}

/** Counts bytes after decompression, which can make a small answer large. */
async function* bounded(
  body: AsyncIterable<Uint8Array>,
  { maxBytes, onBroken, inspect }: BodyBounds,
): AsyncGenerator<Uint8Array> {
  let seen = 0;
  try {
    for await (const chunk of body) {
      seen += chunk.byteLength;
      if (seen > maxBytes) throw new AnswerTooBig(`more than ${maxBytes} bytes`);
      inspect?.(chunk);
      yield chunk;
    }
  } catch (cause) {
    onBroken?.(cause);
    throw cause;
  }
}
