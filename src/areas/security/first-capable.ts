import { untold } from '../../core/no-source.ts';
import { err } from '../../core/result.ts';
import type { BanVerb, SecurityDeeds } from './security.ts';

/** Several sources as one: each deed is done by the first of them that can do it. */
export const firstAble = (doers: readonly SecurityDeeds[], service: string): SecurityDeeds => ({
  async verbs() {
    const verbs = await Promise.all(doers.map((it) => it.verbs()));
    return new Set(verbs.flatMap((it) => [...it]));
  },
  async act(verb, address, hours) {
    const doer = await findAble(doers, verb);
    return doer ? doer.act(verb, address, hours) : err(untold(service, verb));
  },
});

export async function findAble(
  doers: readonly SecurityDeeds[],
  verb: BanVerb,
): Promise<SecurityDeeds | undefined> {
  for (const doer of doers) {
    if ((await doer.verbs()).has(verb)) return doer;
  }
  return undefined;
}
