import type { Candidate, Candidates } from './candidates.ts';
import { BANS } from './expand-bans.ts';
import { wordsOf } from './read-only.ts';

const OF_BANS = /^(?:bans?|jails?|decisions?|blocklists?|blacklists?|ips|addresses)$/;

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
  const parts = [of((it) => !isOfBans(it)), of(isOfBans)];
  const some = parts.filter(({ all, described }) => all.length + described.length > 0);
  return some.length === 2 ? some : [candidates];
}

const isOfBans = ({ tool }: Candidate): boolean =>
  wordsOf(tool.name).some((word) => OF_BANS.test(word) || BANS.has(word));
