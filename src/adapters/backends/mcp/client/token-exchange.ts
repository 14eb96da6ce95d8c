import { z } from 'zod';
import type { BoundedFetch } from '../../../http-client/bounded-fetch.ts';
import type { TokenExchange } from './endpoint.ts';

const MAX_BYTES = 64 * 1024;
const EARLY_MS = 30_000;

const Answer = z.looseObject({ expires_in: z.number().positive().optional() });

/** A token was asked for and none was given. */
class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

export interface TokenSource {
  /** The token at hand while it is good, else a new one. */
  token(signal: AbortSignal): Promise<string>;
  /** The server did not take it: the next one is asked for anew. */
  forget(): void;
}

/** Keeps the token that a key was exchanged for. */
export function createTokenSource(exchange: TokenExchange, web: BoundedFetch): TokenSource {
  let kept: { readonly token: string; readonly goodUntil: number } | undefined;

  return {
    async token(signal) {
      if (kept && performance.now() < kept.goodUntil) return kept.token;
      const { url, body, tokenField } = exchange;
      const response = await web.fetch(
        url,
        {
          method: 'POST',
          redirect: 'error', // a key goes where its owner said, and nowhere else
          headers: { 'content-type': 'application/json' },
          body: body.reveal(),
          signal,
        },
        { maxBytes: MAX_BYTES },
      );
      if (!response.ok) throw new TokenRefused(`HTTP ${response.status} from the token exchange`);
      const answer = Answer.parse(await response.json());
      const token = answer[tokenField];
      if (typeof token !== 'string') throw new TokenRefused(`the answer has no ${tokenField}`);
      const lifeMs = answer.expires_in === undefined ? Infinity : answer.expires_in * 1000;
      kept = { token, goodUntil: performance.now() + lifeMs - EARLY_MS };
      return token;
    },

    forget() {
      kept = undefined;
    },
  };
}
