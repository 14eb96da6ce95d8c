import { recordReader } from '../../vendor-records/record-reader.ts';
import type { ListName } from './profile.ts';

type Facts = NonNullable<ReturnType<typeof recordReader>>;

const ADDRESS = /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$|^\d{1,3}(?:\.\d{1,3}){3}$/i;

/** The fact that at least one item must have to be taken for one of the list. */
const MARKS: Partial<Readonly<Record<ListName, (thing: Facts) => boolean>>> = {
  devices: (thing) => thing.text('kind') !== 'other',
  clients: (thing) => thing.text('ip') !== undefined || ADDRESS.test(thing.text('id') ?? ''),
  services: (thing) => thing.text('type') !== '?' || thing.raw('ports') !== undefined,
};

/** Is true for items that look like those of the list, and not only like anything with a name. */
export function looksLike(name: ListName, things: readonly unknown[]): boolean {
  const mark = MARKS[name];
  if (!mark || things.length === 0) return true;
  return things.some((thing) => {
    const facts = recordReader(thing);
    return facts !== undefined && mark(facts);
  });
}

/** Is true for objects of Kubernetes, which say of themselves what they are. */
export const areOfKind = (name: ListName, records: readonly unknown[]): boolean =>
  records.length > 0 &&
  records.every((record) => {
    const facts = recordReader(record);
    const kind = facts?.raw('metadata.name') === undefined ? undefined : facts.text('kind');
    return kind !== undefined && `${kind.toLowerCase()}s` === name;
  });
