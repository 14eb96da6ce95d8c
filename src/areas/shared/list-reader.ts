import { noSource } from '../../core/no-source.ts';
import type { AsyncReading } from '../../core/reading.ts';
import { err, ok } from '../../core/result.ts';
import { combineReadings, type ReadFn } from './combine.ts';

/** Creates reads of a single list. A list without a source is a failure that says `what` is missing. */
export const listReader =
  (service: string) =>
  <Item, T>(what: string, list: ReadFn<readonly Item[]> | undefined, wrap: (items: Item[]) => T) =>
  async (): AsyncReading<T> => {
    const { parts, failures, unseen, about } = await combineReadings({ list });
    if (!parts.list) return err(failures.list ?? noSource(service, what));
    return ok({ ...about, unseen: unseen.list, value: wrap([...parts.list]) });
  };
