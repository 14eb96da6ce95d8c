import { recordReader } from '../../vendor-records/record-reader.ts';
import type { McpTool } from '../client/tool-list.ts';

/** A code such as `3`, `S1` or `P2`, or several of them. */
const CODE = '[A-Z]{0,3}\\d{1,2}';
const CODES = `${CODE}(?:(?: ?, ?| ?/ ?| ?& ?| and | or )${CODE}){0,9}`;
const WORD =
  'critical|crit|severe|emergency|fatal|high|errors?|warnings?|medium|moderate|notices?|low|informational|information|info|debug';

/** `3 is critical`, `S2 and S3 are warnings`, `4=info`. */
const CODE_FIRST = new RegExp(
  `\\b(${CODES}) ?(?:is|are|=|:|means|->) ?(?:an? )?(${WORD})\\b`,
  'gi',
);
/** `5 (critical)`. */
const CODE_WITH_WORD = new RegExp(`\\b(${CODE}) ?\\((${WORD})\\)`, 'gi');
/** `critical = 3`, `info (1)`. */
const WORD_FIRST = new RegExp(`\\b(${WORD}) ?(?:=|:|\\() ?(${CODES})\\b`, 'gi');

/** After such a word a list may do without verbs: `sev: 1 critical, 2 high, 3 medium`. */
const ABOUT_LEVELS = /\b(?:sev(?:erity)?|level|prio(?:rity)?|risk)\b([^.;\n]{0,200})/gi;
const PAIR = new RegExp(`\\b(${CODE}) (${WORD})\\b`, 'gi');

const MAX_DESCRIPTION = 2000;
const LEVELS = ['severity', 'level', 'sev', 'priority', 'prio', 'risk', '*severity', '*level'];

export type LevelLegend = ReadonlyMap<string, string>;

/** Reads what a tool's description says about the codes in its answers: by the code, the word for the level. */
export function readLevelLegend(description = ''): LevelLegend {
  const text = description.slice(0, MAX_DESCRIPTION);
  const lists = [...text.matchAll(ABOUT_LEVELS)].map(([, list = '']) => list);
  const pairs = [
    ...lists.flatMap((list) =>
      [...list.matchAll(PAIR)].map(([, code, word]) => [code, word] as const),
    ),
    ...[...text.matchAll(CODE_FIRST)].map(([, codes, word]) => [codes, word] as const),
    ...[...text.matchAll(CODE_WITH_WORD)].map(([, code, word]) => [code, word] as const),
    ...[...text.matchAll(WORD_FIRST)].map(([, word, codes]) => [codes, word] as const),
  ];
  return new Map(
    pairs.flatMap(([codes = '', word = '']) =>
      [...codes.matchAll(new RegExp(CODE, 'gi'))].map(
        ([code]) => [code.toLowerCase(), word.toLowerCase()] as const,
      ),
    ),
  );
}

/** The words of a tool about levels: its description, and those of the arguments that are one. */
export function wordsAboutLevels({ description = '', inputSchema }: McpTool): string {
  const arguments_ = Object.entries(inputSchema?.properties ?? {}).flatMap(([name, schema]) =>
    IS_LEVEL.test(name) ? (recordReader(schema)?.text('description') ?? []) : [],
  );
  return [description.slice(0, MAX_DESCRIPTION / 2), ...arguments_].join('. ');
}

const IS_LEVEL = /(?:severity|level|sev|priority|prio|risk)$/i;

/** Returns the level of a record in the words of the legend; undefined where the legend does not have its code. */
export function levelByLegend(record: unknown, legend: LevelLegend): string | undefined {
  if (legend.size === 0) return undefined;
  const code = recordReader(record)?.text(...LEVELS);
  return code === undefined ? undefined : legend.get(code.toLowerCase());
}
