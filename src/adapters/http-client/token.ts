import type { Clock } from '../../core/clock.ts';
import type { Failure } from '../../core/failure.ts';
import type { Result } from '../../core/result.ts';

interface Token {
  readonly token: string;
  /** Milliseconds of the steady clock. */
  readonly goodUntil: number;
}

const EARLY_MS = 30_000;

type Answer = Promise<Result<unknown, Failure>>;

/** Signs in when needed, and once more when the server no longer accepts the token. */
export function createToken(clock: Clock, signIn: () => Promise<Result<Token, Failure>>) {
  let signing: Promise<Result<Token, Failure>> | undefined;

  async function current(): Promise<Result<Token, Failure>> {
    signing ??= signIn();
    const signed = await signing;
    if (signed.ok && clock.steady() < signed.value.goodUntil - EARLY_MS) return signed;
    signing = signIn();
    return signing;
  }

  async function once(send: (headers: Record<string, string>) => Answer): Answer {
    const signed = await current();
    if (!signed.ok) {
      signing = undefined;
      return signed;
    }
    return send({ authorization: `Bearer ${signed.value.token}` });
  }

  return async (send: (headers: Record<string, string>) => Answer): Answer => {
    const answer = await once(send);
    if (answer.ok || answer.error.kind !== 'denied') return answer;
    signing = undefined;
    return once(send);
  };
}
