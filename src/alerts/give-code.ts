import { chooseCode } from './codes.ts';
import type { Decision } from './decision.ts';

/** Gives out a code that nothing else has, or had lately. */
export function giveCode({ book, now, timing, random, isName }: Decision): string | undefined {
  const taken = new Set(
    book
      .incidents()
      .filter(({ closedAt }) => closedAt === undefined || now - closedAt < timing.codeRest)
      .flatMap(({ code }) => code?.toLowerCase() ?? []),
  );
  return chooseCode((code) => taken.has(code) || isName(code), random);
}
