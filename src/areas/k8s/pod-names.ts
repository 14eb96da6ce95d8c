import type { Pod } from './k8s.ts';

/** Kubernetes takes its random endings from these letters, so that they spell no words. */
const ENDING = /^(.+)-([bcdfghjklmnpqrstvwxz2456789]{5})$/;

/** Which replica set of a deployment, or which run of a cron job, a pod belongs to. */
const OWNER = /-(?:[bcdfghjklmnpqrstvwxz2456789]{6,10}|\d{8,10})$/;

/** A run of a cron job, which has the time of that run in its name. */
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
  const counts = [0, 1].map((length) => countOf(spellings.map((it) => it[length] ?? '')));
  return ({ name }) => {
    const isUnique = (spelling: string, length: number): boolean =>
      (counts[length]?.get(spelling) ?? 0) <= 1;
    return spellingsOf(name).find(isUnique) ?? name;
  };
}

/** The shortest first. */
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
