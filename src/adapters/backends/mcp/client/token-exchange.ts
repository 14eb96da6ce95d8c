import { z } from 'zod';
import type { BoundedFetch } from '../../../http-client/bounded-fetch.ts';
import type { TokenExchange } from './endpoint.ts';

const MAX_BYTES = 64 * 1024;
const EARLY_MS = 30_000;

const Answer = z.looseObject({ expires_in: z.number().positive().optional() });

/** The exchange returned no token. */
class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

export interface TokenSource {
  /** Returns the current token while it is valid, else a new one. */
  token(signal: AbortSignal): Promise<string>;
  /** Drops the token after the server rejected it, so that a new one is fetched. */
  invalidate(): void;
}

/** Caches the token for which a key is exchanged. */
export function createTokenSource(exchange: TokenExchange, web: BoundedFetch): TokenSource {
  let cached: { readonly token: string; readonly goodUntil: number } | undefined;

  return {
    async token(signal) {
      if (cached && performance.now() < cached.goodUntil) return cached.token;
      const { url, body, tokenField } = exchange;
      const response = await web.fetch(
        url,
        {
          method: 'POST',
          redirect: 'error', // a key is sent only to the address that its owner configured
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
      cached = { token, goodUntil: performance.now() + lifeMs - EARLY_MS };
      return token;
    },

    invalidate() {
      cached = undefined;
    },
  };
}
