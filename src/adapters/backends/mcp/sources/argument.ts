import { entriesOf, isList } from '../../vendor-records/json.ts';
import { recordReader } from '../../vendor-records/record-reader.ts';
import type { McpTool } from '../client/tool-list.ts';
import { saidOfArgument } from './said-of-argument.ts';

const MAX_STEPS = 4;

/** The schema of one argument. */
export interface Argument {
  readonly name: string;
  readonly type: string | undefined;
  readonly choices: readonly unknown[];
  readonly standard: unknown;
  readonly maximum: number | undefined;
  readonly description: string;
  /** Examples of its values, one after the other. */
  readonly examples: string;
}

/** Reads what a tool's schema and description say about one of its arguments. */
export function argumentOf(
  name: string,
  { inputSchema, description }: Pick<McpTool, 'inputSchema' | 'description'>,
): Argument {
  const facts = recordReader(resolve(inputSchema?.properties?.[name], inputSchema, 0));
  const [choices, only, examples] = [
    facts?.raw('enum'),
    facts?.raw('const'),
    facts?.raw('examples'),
  ];
  const listed = isList(choices) ? choices : [only].filter((it) => it !== undefined);
  return {
    name,
    type: typeIn(facts?.raw('type')),
    choices: listed,
    standard: facts?.raw('default'),
    maximum: facts?.number('maximum'),
    description: [facts?.text('description'), saidOfArgument(name, description)]
      .filter(Boolean)
      .join('. '),
    examples: isList(examples) ? examples.join(' ') : '',
  };
}

const typeIn = (type: unknown): string | undefined => {
  const [first] = [type].flat().filter((it) => it !== 'null');
  return typeof first === 'string' ? first : undefined;
};

/** A schema with that to which it refers, and with the only of its alternatives that is not null. */
function resolve(schema: unknown, root: unknown, step: number): unknown {
  const facts = recordReader(schema);
  if (!facts || step > MAX_STEPS) return schema;
  const reference = facts.text('$ref');
  if (reference !== undefined) {
    const found = reference.startsWith('#/') ? follow(root, reference.slice(2).split('/')) : {};
    return merge(resolve(found, root, step + 1), schema);
  }
  const [alternatives] = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => {
    const value = facts.raw(key);
    return isList(value) ? [value] : [];
  });
  const [only, second] = (alternatives ?? []).filter(
    (it) => recordReader(it)?.text('type') !== 'null',
  );
  return only === undefined || second !== undefined
    ? schema
    : merge(resolve(only, root, step + 1), schema);
}

const follow = (root: unknown, path: readonly string[]): unknown =>
  path
    .slice(0, MAX_STEPS)
    .reduce<unknown>((inner, key) => entriesOf(inner).find(([it]) => it === key)?.[1], root);

const merge = (inner: unknown, outer: unknown): unknown => ({
  ...Object.fromEntries(entriesOf(inner)),
  ...Object.fromEntries(entriesOf(outer)),
});
