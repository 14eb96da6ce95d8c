import { noSource } from '../../core/no-source.ts';
import { err } from '../../core/result.ts';
import type { BanVerb, SecurityChanges } from './security.ts';

/** Combines several sources into one: each change is made by the first source that supports it. */
export const firstCapable = (
  executors: readonly SecurityChanges[],
  service: string,
): SecurityChanges => ({
  async verbs() {
    const verbs = await Promise.all(executors.map((executor) => executor.verbs()));
    return new Set(verbs.flatMap((supported) => [...supported]));
  },
  async act(verb, address, hours) {
    const executor = await findCapable(executors, verb);
    return executor ? executor.act(verb, address, hours) : err(noSource(service, verb));
  },
});

export async function findCapable(
  executors: readonly SecurityChanges[],
  verb: BanVerb,
): Promise<SecurityChanges | undefined> {
  for (const executor of executors) {
    if ((await executor.verbs()).has(verb)) return executor;
  }
  return undefined;
}
