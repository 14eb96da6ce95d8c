import type { AsyncReading } from '../../core/reading.ts';
import { err, ok } from '../../core/result.ts';
import { joinUnseen } from '../../core/unseen.ts';
import { combineReadings, type ReadFn } from './combine.ts';

interface Options {
  /** True when the names are kinds, such as `LXC`: a failed list then leaves only that kind unseen. */
  readonly areKinds?: boolean;
}

/** Joins the lists of several sources into one; a failed list only makes the result partial, unless all fail. */
export function concatLists<T>(
  reads: readonly (readonly [name: string, read: ReadFn<readonly T[]>])[],
  { areKinds = false }: Options = {},
) {
  const [only, second] = reads;
  if (!second) return only?.[1];
  return async (): AsyncReading<readonly T[]> => {
    const lists: Readonly<Record<string, ReadFn<readonly T[]>>> = Object.fromEntries(reads);
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
      // In the order of the sources, whichever of them answers first.
      value: Object.keys(lists).flatMap((name) => parts[name] ?? []),
      unseen: joinUnseen([...answered, ...(missing ? [{ seen: 0, unseen: missing }] : [])]),
    });
  };
}
