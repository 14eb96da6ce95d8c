import type { Pod } from './k8s.ts';

/** The random endings of Kubernetes names use these letters only, so that they spell no words. */
const ENDING = /^(.+)-([bcdfghjklmnpqrstvwxz2456789]{5})$/;

/** The part of a pod name that identifies the replica set of a deployment or the run of a cron job. */
const OWNER = /-(?:[bcdfghjklmnpqrstvwxz2456789]{6,10}|\d{8,10})$/;

/** The pod name of a cron job run, which contains the time of the run. */
const CRON_RUN = /^(.+)-\d{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/** Returns the name of the cron job whose run a pod is. */
export const cronJobOf = (pod: string): string | undefined => CRON_RUN.exec(pod)?.[1];

type Named = Pick<Pod, 'name' | 'namespace'>;

/**
 * Returns the name of each of these pods as a person knows it: `kino` for `kino-6b9c8d7f5-w4t2z`, `kino-w4t2z` where there are
 * two of that name, and the full name where even that is not enough.
 */
export function shortPodNames(pods: readonly Named[]): (pod: Named) => string {
  const spellings = pods.map(({ name }) => spellingsOf(name));
  const counts = [0, 1].map((length) =>
    countOf(spellings.map((spelling) => spelling[length] ?? '')),
  );
  return ({ name }) => {
    const isUnique = (spelling: string, length: number): boolean =>
      (counts[length]?.get(spelling) ?? 0) <= 1;
    return spellingsOf(name).find(isUnique) ?? name;
  };
}

/** Returns the short spellings of a pod name, shortest first. */
function spellingsOf(name: string): readonly [string, string] {
  const [, owned, ending] = ENDING.exec(name) ?? [];
  if (owned === undefined) return [name, name];
  const short = owned.replace(OWNER, '');
  return [short, `${short}-${ending}`];
}

function countOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
