import { recordReader } from '../../vendor-records/record-reader.ts';
import { looksLike } from './looks-like.ts';
import type { ListName } from './profile.ts';

/** Returns why items cannot be those of a list. */
export function strangenessOf(name: ListName, things: readonly unknown[]): string | undefined {
  if (!areDistinct(things)) return `the same ${name} again and again`;
  return looksLike(name, things) ? undefined : `does not look like ${name}`;
}

/** A list of something else about our things, such as their disks, names each of them many times. */
function areDistinct(things: readonly unknown[]): boolean {
  const names = things.flatMap((thing) => {
    const facts = recordReader(thing);
    const [name, id] = [facts?.text('name'), facts?.text('id', 'ids', 'value')];
    return name === undefined ? [] : [`${facts?.text('namespace')}/${name}/${id}`];
  });
  return new Set(names).size === names.length;
}
