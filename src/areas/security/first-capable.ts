import { noSource } from '../../core/no-source.ts';
import { err } from '../../core/result.ts';
import type { BanVerb, SecurityChanges } from './security.ts';

/** Several sources as one: each deed is done by the first of them that can do it. */
export const firstCapable = (
  doers: readonly SecurityChanges[],
  service: string,
): SecurityChanges => ({
  async verbs() {
    const verbs = await Promise.all(doers.map((it) => it.verbs()));
    return new Set(verbs.flatMap((it) => [...it]));
  },
  async act(verb, address, hours) {
    const doer = await findCapable(doers, verb);
    return doer ? doer.act(verb, address, hours) : err(noSource(service, verb));
  },
});

export async function findCapable(
  doers: readonly SecurityChanges[],
  verb: BanVerb,
): Promise<SecurityChanges | undefined> {
  for (const doer of doers) {
    if ((await doer.verbs()).has(verb)) return doer;
  }
  return undefined;
}
