import type { Candidate, Candidates } from './candidates.ts';
import { isOfBans } from './expand-bans.ts';

/**
 * Rules of a firewall and bans are one list on the screen and seldom one tool: each of the two is chosen by itself
 * where a server has tools for both.
 */
export function splitBans(candidates: Candidates): readonly Candidates[] {
  const of = (isWanted: (candidate: Candidate) => boolean): Candidates => ({
    all: candidates.all.filter(isWanted),
    kinds: candidates.kinds,
    described: candidates.described.filter(isWanted),
  });
  const parts = [of(({ tool }) => !isOfBans(tool)), of(({ tool }) => isOfBans(tool))];
  const some = parts.filter(({ all, described }) => all.length + described.length > 0);
  return some.length === 2 ? some : [candidates];
}
