import type { Asked } from '../core/reading.ts';
import { err, ok } from '../core/result.ts';
import { type Ask, together } from './together.ts';

/** The lists of several sources as one; of those that fail, only that they are missing. */
export function joined<T>(asks: readonly (readonly [name: string, ask: Ask<readonly T[]>])[]) {
  const [only, second] = asks;
  if (!second) return only?.[1];
  return async (): Asked<readonly T[]> => {
    const lists: Readonly<Record<string, Ask<readonly T[]>>> = Object.fromEntries(asks);
    const { parts, failures, about } = await together<Record<string, readonly T[]>>(lists);
    const answered = Object.values(parts).flatMap((list) => list ?? []);
    const [failure] = Object.values(failures).filter((it) => it !== undefined);
    if (Object.keys(parts).length === 0 && failure) return err(failure);
    return ok({ ...about, value: answered });
  };
}
