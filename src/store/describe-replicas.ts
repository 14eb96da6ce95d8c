import type { Leadership } from './leadership.ts';

/** The replicas, for operators. */
interface ReplicaReport {
  readonly name: string;
  /** True at the one that sends texts. */
  readonly leads: boolean;
  readonly leader: string | null;
  readonly replicas: readonly string[];
}

/** Describes the replicas, and what is wrong with them; nothing for a relay without replicas. */
export function describeReplicas({ isShared, describe }: Omit<Leadership, 'lead'>): {
  readonly wrong: readonly string[];
  readonly replica?: ReplicaReport;
} {
  if (!isShared) return { wrong: [] };
  const { self, isLeading, leader, alive, problem } = describe();
  return {
    wrong:
      problem === undefined ? wrongWithLeader(leader) : [`cut off from the replicas: ${problem}`],
    replica: {
      ...{ name: self.name, leads: isLeading, leader: leader ?? null },
      replicas: alive.map(({ name }) => name),
    },
  };
}

const wrongWithLeader = (leader: string | undefined): readonly string[] =>
  leader === undefined ? ['no replica sends texts at the moment'] : [];
