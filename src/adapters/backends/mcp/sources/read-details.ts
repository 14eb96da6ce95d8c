import type { Failure } from '../../../../core/failure.ts';
import type { Result } from '../../../../core/result.ts';
import { entriesOf } from '../../vendor-records/json.ts';
import { recordReader } from '../../vendor-records/record-reader.ts';
import type { McpTool } from '../client/tool-list.ts';
import type { CallableTools, Candidate } from './candidates.ts';
import { formOf } from './fill-arguments.ts';
import { assumeFacts } from './fill-facts.ts';
import { kindIn, nounsOf } from './kinds.ts';
import { NOUNS } from './list-names.ts';
import type { ListName } from './profile.ts';
import { fitnessOf } from './qualifiers.ts';
import { wordsOf } from './read-only.ts';
import type { Args } from './tool-calls.ts';
import { headOf, qualifiersIn } from './tool-words.ts';

/** Each id is one call. */
const MAX_DETAILS = 10;
const NAME = /^[\w.:/-]{1,80}$/;
const PART = /^(?:id|ids|name|uuid|key|ref)$/;

type Id = string | number;

/** A tool that tells about one thing, and the argument for its id. */
interface DetailTool {
  readonly tool: McpTool;
  readonly argument: string;
  readonly fixed: Args;
}

interface Dependencies {
  readonly ask: (tool: string, args: Args) => Promise<Result<unknown, Failure>>;
  readonly find: (data: unknown) => { readonly records: readonly unknown[] } | undefined;
  /** Behind an id stands a list: the bans of a jail. */
  readonly isListEach: boolean;
}

/** The records that stand behind ids. */
export interface Details {
  readonly records: readonly unknown[];
  /** Some were not asked for, or not told. */
  readonly isCut: boolean;
}

/** Returns ids where records hold nothing else; nothing where one of them holds more. */
export function idsIn(records: readonly unknown[]): readonly Id[] | undefined {
  const ids = records.flatMap((record) => {
    const [[key, only] = ['id', record], more] = entriesOf(record);
    const isId = more === undefined && wordsOf(key).some((it) => PART.test(it) || /id$/.test(it));
    return isId && isIdValue(only) ? [only] : [];
  });
  return ids.length > 0 && ids.length === records.length ? ids : undefined;
}

const isIdValue = (value: unknown): value is Id =>
  typeof value === 'number' || (typeof value === 'string' && NAME.test(value));

/** Asks for each thing by its id. */
export async function readDetails(
  ids: readonly Id[],
  { tool, argument, fixed }: DetailTool,
  { ask, find, isListEach }: Dependencies,
): Promise<Details> {
  const asked = ids.slice(0, MAX_DETAILS);
  const answers = await Promise.all(
    asked.map(async (id) => {
      const answer = await ask(tool.name, { ...fixed, [argument]: id });
      if (!answer.ok) return undefined;
      return isListEach ? find(answer.value)?.records : recordIn(answer.value, id, find);
    }),
  );
  const told = answers.filter((it) => it !== undefined);
  return { records: told.flat(), isCut: told.length < ids.length };
}

function recordIn(
  data: unknown,
  id: Id,
  find: Dependencies['find'],
): readonly unknown[] | undefined {
  const found = find(data)?.records ?? [];
  const record = found.length === 1 ? found[0] : data;
  return entriesOf(record).length > 0 ? [assumeFacts({ id }, record)] : undefined;
}

/** The tool that tells more about each thing of a list. */
export function detailToolFor(
  name: ListName,
  { kind }: Candidate,
  { tools, own }: CallableTools,
): DetailTool | undefined {
  const nouns = nounsOf(name, NOUNS[name]);
  for (const { tool, words } of tools) {
    const head = headOf(words);
    if (head === undefined || !nouns.includes(head)) continue;
    const others = qualifiersIn(words, nouns).filter((word) => !own.has(word));
    const isOther = kind !== undefined && kindIn(name, words, head) !== kind;
    if (isOther || fitnessOf(name, others) !== 'whole') continue;
    const detail = askedById(tool, nouns);
    if (detail) return detail;
  }
  return undefined;
}

function askedById(tool: McpTool, nouns: readonly string[]): DetailTool | undefined {
  const { inputSchema } = tool;
  const required = inputSchema?.required ?? [];
  const argument = required.find((name) => isIdOf(name, nouns));
  if (argument === undefined) return undefined;
  const { [argument]: schema, ...properties } = inputSchema?.properties ?? {};
  const others = required.filter((it) => it !== argument);
  const rest = { ...tool, inputSchema: { ...inputSchema, properties, required: others } };
  const form = formOf(rest, { nouns: [], canLearn: () => false, fits: () => false });
  const isOne = recordReader(schema)?.text('type') !== 'array';
  return form?.open.length === 0 && isOne ? { tool, argument, fixed: form.fixed } : undefined;
}

/** `vmid`, `guest_id` and `name`. */
const isIdOf = (argument: string, nouns: readonly string[]): boolean =>
  wordsOf(argument).every(
    (word) => PART.test(word) || nouns.includes(word) || nouns.includes(word.replace(/id$/, '')),
  );
