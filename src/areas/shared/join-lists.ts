import type { AsyncReading } from '../../core/reading.ts';
import { err, ok } from '../../core/result.ts';
import { joinUnseen } from '../../core/unseen.ts';
import { combineReadings, type ReadFn } from './combine.ts';

interface Options {
  /** The names are those of kinds, so that only these are missing when an answer is. */
  readonly areKinds?: boolean;
}

/** The lists of several sources as one; of those that fail, only that they are missing. */
export function concatLists<T>(
  asks: readonly (readonly [name: string, ask: ReadFn<readonly T[]>])[],
  { areKinds = false }: Options = {},
) {
  const [only, second] = asks;
  if (!second) return only?.[1];
  return async (): AsyncReading<readonly T[]> => {
    const lists: Readonly<Record<string, ReadFn<readonly T[]>>> = Object.fromEntries(asks);
    const { parts, failures, unseen, about } =
      await combineReadings<Record<string, readonly T[]>>(lists);
    const answered = Object.entries(parts).flatMap(([name, list]) =>
      list ? [{ seen: list.length, unseen: unseen[name] }] : [],
    );
    const failed = Object.entries(failures).filter(([, failure]) => failure !== undefined);
    const [[, failure] = []] = failed;
    if (answered.length === 0 && failure) return err(failure);
    const missing = failed.length > 0 && {
      kinds: areKinds ? failed.map(([name]) => name) : undefined,
    };
    return ok({
      ...about,
      value: Object.values(parts).flatMap((list) => list ?? []),
      unseen: joinUnseen([...answered, ...(missing ? [{ seen: 0, unseen: missing }] : [])]),
    });
  };
}
