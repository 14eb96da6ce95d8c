import { wordsOf } from './read-only.ts';

/** The name of a required argument whose values another tool lists, in the singular: `site`, `cluster`. */
export type UnknownArgument = string;

const PART = /^(?:id|ids|name|uuid|key|ref|reference|slug)$/;
const SAME: Readonly<Record<string, UnknownArgument>> = {
  host: 'node',
  hypervisor: 'node',
  ns: 'namespace',
};

/** The thing that an argument names: the cluster of `cluster_id`. */
export function unknownOf(name: string): UnknownArgument | undefined {
  const [only, second] = wordsOf(name).filter((word) => !PART.test(word));
  return only === undefined || second !== undefined ? undefined : (SAME[only] ?? only);
}
