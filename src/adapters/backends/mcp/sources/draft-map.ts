import { z } from 'zod';
import type { AreaOfServer } from './area-of-server.ts';
import { CONTRACT } from './contract.ts';

/**
 * Drafts the map from the answer of a tool to an item: every fact that the item must have, by the key of the answer
 * that sounds like it. The answer is taken for the list itself.
 */
export function draftMap(area: AreaOfServer, item: string, keys: readonly string[]): string {
  const shapes: Readonly<Record<string, { readonly shape: z.ZodObject }>> = CONTRACT[area];
  const { list, facts } = listOf(shapes[item]?.shape);
  const unseen = keys.length > 0 ? ' /* not seen */' : '';
  const pairs = facts.map((fact) => {
    const key = keyFor(fact, keys);
    return `"${fact}": ${key === undefined ? `${fact}${unseen}` : quote(key)}`;
  });
  return `{ "${list}": [$.{ ${pairs.join(', ')} }] }`;
}

interface ListShape {
  readonly list: string;
  /** The fields that each record must have. */
  readonly facts: readonly string[];
}

const NO_LIST: ListShape = { list: 'items', facts: ['name'] };

function listOf(shape: z.ZodObject | undefined): ListShape {
  const lists = Object.entries(shape?.shape ?? {}).flatMap(([list, of]): readonly ListShape[] => {
    const array = unwrap(of);
    const record = array instanceof z.ZodArray ? array.element : undefined;
    if (!(record instanceof z.ZodObject)) return [];
    const facts = Object.entries(record.shape).filter(([, fact]) => !isOptional(fact));
    return [{ list, facts: facts.map(([name]) => name) }];
  });
  return lists[0] ?? NO_LIST;
}

const isOptional = (type: unknown): boolean => type instanceof z.ZodOptional;
const unwrap = (type: unknown): unknown => (type instanceof z.ZodOptional ? type.unwrap() : type);

/** Words that servers have for facts of ours. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  at: 'timestamp time date',
  state: 'status phase',
  message: 'description title text',
  kind: 'type',
  name: 'hostname label',
  id: 'vmid mac',
  ip: 'address',
  severity: 'level priority',
};

/** The key that is called like a fact, or ends like it. */
function keyFor(fact: string, keys: readonly string[]): string | undefined {
  const words = [fact, ...(OTHER_WORDS[fact]?.split(' ') ?? [])].map(plain);
  const found = words.flatMap((word) => [
    ...keys.filter((key) => plain(key) === word),
    ...keys.filter((key) => key.toLowerCase().replaceAll('-', '_').endsWith(`_${word}`)),
  ]);
  return found[0];
}

const plain = (word: string): string => word.toLowerCase().replaceAll(/[_-]/g, '');

/** JSONata wants a key that is no plain word in backquotes. */
const quote = (key: string): string =>
  /^[A-Za-z_]\w*$/.test(key) ? key : `\`${key.replaceAll('`', '')}\``;
