import { UNKNOWN_STATUS } from '../../../../areas/k8s/pod-health.ts';
import { kubectlTable } from '../../vendor-records/kubectl-table.ts';
import { recordReader } from '../../vendor-records/record-reader.ts';
import type { Read } from '../../vendor-records/skip.ts';
import type { ListName } from './profile.ts';

/** Facts that are assumed of a record with names only, by its list, and the names that it must have. */
const BARE: Partial<
  Readonly<Record<ListName, readonly [needs: readonly string[], facts: object]>>
> = {
  pods: [['name', 'namespace'], { status: UNKNOWN_STATUS }],
};

/** Reads a record that has names only with its state as unknown, and tells whether there was one. */
export function readingBare<T>(name: ListName, readOne: Read<T>) {
  let isAnyBare = false;
  const read: Read<T> = (record, now) => {
    const told = readOne(record, now);
    const bare = told === undefined ? bareRecord(name, record) : undefined;
    if (bare === undefined) return told;
    isAnyBare = true;
    return readOne(bare, now);
  };
  return { read, isBare: (): boolean => isAnyBare };
}

function bareRecord(name: ListName, record: unknown): unknown {
  const [needs, facts] = BARE[name] ?? [];
  const object = name === 'pods' ? kubectlTable(record) : record;
  const own = recordReader(object);
  const isNamed = needs?.every((need) => own?.text(need) !== undefined) === true;
  return isNamed ? withFacts(object, facts) : undefined;
}

/** A fact that is there with nothing in it is none. */
const withFacts = (object: unknown, facts: object | undefined): unknown =>
  typeof object === 'object' ? { ...object, ...facts } : object;
