import { isList } from '../../vendor-records/json.ts';
import { recordReader } from '../../vendor-records/record-reader.ts';
import type { McpTool } from '../client/tool-list.ts';

/** The word by which a tool is asked for a kind of thing. */
export interface KindWord {
  readonly value: string;
  /** Another spelling, where nothing says which one it understands. */
  readonly other?: string;
}

interface Asked {
  readonly name: string;
  readonly schema: unknown;
  readonly tool: McpTool;
  readonly nouns: readonly string[];
}

const KIND =
  /^(?:(?:resource|object|item|entity)(?:_?(?:type|kind)s?)?|resources|(?:api_?)?kinds?|type)$/i;

/** The kinds of things that every cluster has; of others a description has to speak. */
const OF_CLUSTERS: ReadonlySet<string> = new Set(
  'pods nodes services events namespaces deployments'.split(' '),
);

const MAX_TEXT_LENGTH = 600;
/** `no` is short for nodes, but rarely meant. */
const NO = 'no';
const EXAMPLES = /(?:\be\.?g\b|such as|for example|\blike\b|\bone of\b|\bincluding\b|[(:])/i;

/** Returns the word for a kind as examples spell it, or as most tools do; nothing where the argument is another. */
export function wordForKind({ name, schema, tool, nouns }: Asked): KindWord | undefined {
  const facts = recordReader(schema);
  const [type, choices] = [facts?.text('type'), facts?.raw('enum')];
  if (!KIND.test(name) || isList(choices) || (type !== undefined && type !== 'string')) {
    return undefined;
  }
  const said = [
    ...wordsIn(`${facts?.text('description') ?? ''} ${examplesIn(facts?.raw('examples'))}`),
    ...wordsIn(afterExamples(tool.description ?? '')),
  ];
  const own = nouns
    .filter((noun) => noun !== NO)
    .map((noun) => said.find((word) => word.toLowerCase() === noun))
    .find((word) => word !== undefined);
  if (own !== undefined) return { value: own };

  const [plural = ''] = nouns;
  if (!OF_CLUSTERS.has(plural)) return undefined;
  const kind = capitalize(plural.slice(0, -1));
  const example = said.find((word) => OF_CLUSTERS.has(pluralOf(word.toLowerCase())));
  return example !== undefined && /^[A-Z].*[^s]$/.test(example)
    ? { value: kind, other: plural }
    : { value: plural, other: kind };
}

const wordsIn = (text: string): readonly string[] =>
  text.slice(0, MAX_TEXT_LENGTH).match(/[a-z]+/gi) ?? [];

const examplesIn = (examples: unknown): string => (isList(examples) ? examples.join(' ') : '');

/** The words behind `such as`. */
function afterExamples(text: string): string {
  const at = text.search(EXAMPLES);
  return at < 0 ? '' : text.slice(at);
}

const capitalize = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const pluralOf = (word: string): string => (word.endsWith('s') ? word : `${word}s`);
