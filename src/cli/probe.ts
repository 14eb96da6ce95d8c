import { AREA_NAMES, type AreaName } from '../config/areas.ts';
import { oneLine } from '../doctor/print-report.ts';
import { wrapLine } from '../doctor/wrap-text.ts';

/** The tools that provide one list, or the reason why none does. */
interface ProbedList {
  readonly list: string;
  readonly tools: readonly ProbedTool[];
  readonly lack?: string | undefined;
  /** The item of `RELAY_CONFIG` that replaces the guess. */
  readonly configItem: { readonly name: string; readonly item: ConfigItem } | undefined;
}

interface ProbedTool {
  readonly name: string;
  readonly why: string;
  readonly saw: string;
  readonly isNarrow: boolean;
}

interface ConfigItem {
  readonly tool: string;
  readonly args: object;
  readonly map: string;
}

interface ProbedArea {
  readonly area: AreaName;
  /** `unknown`, `contract` or the name of a profile. */
  readonly kind: string;
  readonly lists: readonly ProbedList[];
  /** The number of its lists that a tool provides. */
  readonly listCount: number;
}

/** The result of a probe; the best matching area comes first. */
export interface ProbeReport {
  readonly name: string;
  readonly version: string | undefined;
  readonly tools: number;
  readonly calls: number;
  readonly areas: readonly ProbedArea[];
  /** Returns the setting that connects the server to an area. */
  readonly setting: (area: AreaName) => string;
}

const WIDTH = 80;

/** Formats the result; `isDone` is false when the server provides no list of any area. */
export function describeProbe(report: ProbeReport): {
  readonly text: string;
  readonly isDone: boolean;
} {
  const { name, version = '', tools, calls, areas } = report;
  const who = oneLine(`${name || 'A server without a name'} ${version}`);
  const head = `${who}, ${plural(tools, 'tool')}, ${plural(calls, 'call')} made:`;
  const known = areas.filter(({ kind }) => kind !== 'unknown');
  const mostLists = Math.max(0, ...areas.map(({ listCount }) => listCount));
  const likeliest = areas.filter(({ listCount }) => listCount === mostLists && listCount > 0);
  const blocks = known.length > 0 ? known.flatMap((it) => drawKnown(it, report)) : undefined;
  const lines = blocks ?? drawGuess(likeliest, report);
  return {
    text: `${[head, ...lines].join('\n')}\n`,
    isDone: known.length + likeliest.length > 0,
  };
}

const drawKnown = ({ area, kind }: ProbedArea, { setting }: ProbeReport): readonly string[] => [
  ...wrapLine(
    kind === 'contract'
      ? `implements the sms-relay contract for ${area}, and needs no RELAY_CONFIG.`
      : `known as ${kind} (${area}), and needs no RELAY_CONFIG.`,
    WIDTH,
  ),
  '',
  ...wrapLine(`To connect it: ${setting(area)}`, WIDTH),
];

function drawGuess(likeliest: readonly ProbedArea[], report: ProbeReport): readonly string[] {
  const { areas, setting } = report;
  const [only, ...others] = likeliest;
  if (!only) return drawNothing(areas);
  if (others.length > 0) {
    const names = likeliest.map(({ area }) => area).join(' or ');
    return [
      ...wrapLine(`unknown server; its answers suggest ${names}.`, WIDTH),
      ...likeliest.flatMap((it) => ['', `${it.area}:`, ...drawTable(it.lists)]),
      '',
      'Choose one with --area to see how to connect it.',
    ];
  }
  const { area, listCount, lists } = only;
  return [
    ...wrapLine(
      `unknown server; its answers suggest ${area} (it provides ${listCount} of ${lists.length} lists).`,
      WIDTH,
    ),
    '',
    ...drawTable(lists),
    '',
    ...wrapLine(`To connect it: ${setting(area)}`, WIDTH),
    ...drawConfig(only),
  ];
}

function drawNothing(areas: readonly ProbedArea[]): readonly string[] {
  const [only, ...others] = areas;
  if (only && others.length === 0) {
    return [`it provides nothing for ${only.area}.`, '', ...drawTable(only.lists)];
  }
  return [
    ...wrapLine(`it provides nothing for ${AREA_NAMES.join(', ')}.`, WIDTH),
    ...wrapLine('--area shows why, list by list.', WIDTH),
  ];
}

/** Formats two columns: the list, and the tools that provide it. */
function drawTable(lists: readonly ProbedList[]): readonly string[] {
  const margin = 4 + Math.max(...lists.map(({ list }) => list.length));
  return lists.flatMap(({ list, tools, lack }) => {
    const toolLines = tools.flatMap((tool) => describeTool(tool, WIDTH - margin));
    const problems = lack === undefined ? [] : wrapLine(`? ${oneLine(lack)}`, WIDTH - margin);
    return [...toolLines, ...problems].map(
      (line, at) => `${(at === 0 ? `  ${list}` : '').padEnd(margin)}${line}`,
    );
  });
}

const describeTool = (tool: ProbedTool, width: number): readonly string[] => [
  ...wrapLine(`${oneLine(tool.name)}${tool.isNarrow ? ' (there may be more)' : ''}`, width),
  ...wrapLine(`${oneLine(tool.why)}; saw ${oneLine(tool.saw)}`, width),
];

/** Formats a file for `RELAY_CONFIG`, ready to paste. Maps are folded scalars, so that their lines may be wrapped. */
function drawConfig({ area, lists }: ProbedArea): readonly string[] {
  const configured = lists.flatMap(({ tools, configItem }) =>
    tools.length > 0 && configItem ? [configItem] : [],
  );
  if (configured.length === 0) return [];
  return [
    '',
    ...wrapLine(
      'To replace the guess, put this into the file of RELAY_CONFIG, keep what should not be guessed, and correct the maps:',
      WIDTH,
    ),
    '',
    ...['areas:', `  ${area}:`, '    items:'],
    ...configured.flatMap(({ name, item }) => drawItem(name, item)),
  ];
}

const drawItem = (name: string, { tool, args, map }: ConfigItem): readonly string[] => [
  `      ${name}:`,
  `        tool: ${JSON.stringify(oneLine(tool))}`,
  ...(Object.keys(args).length > 0 ? [`        args: ${oneLine(JSON.stringify(args))}`] : []),
  '        map: >-',
  ...wrapLine(oneLine(map), WIDTH - 10).map((line) => `          ${line}`),
];

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Describes a server that cannot be read: the explanation, followed by the server's own words. */
export function describeUnreachable(says: string, configItem: readonly string[]): string {
  const words = [...new Set(configItem.map(oneLine))].filter(
    (it) => it !== '' && !says.includes(it),
  );
  return [
    ...wrapLine(oneLine(says), WIDTH),
    ...words.flatMap((it) => wrapLine(`It said: ${it}`, WIDTH)),
    '',
  ].join('\n');
}
