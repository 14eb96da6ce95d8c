import { AREA_NAMES, type AreaName } from '../config/areas.ts';
import { oneLine, wrap } from '../doctor/print-report.ts';

/** What tells one list, or why nothing does. */
interface ProbedList {
  readonly list: string;
  readonly tools: readonly ProbedTool[];
  readonly lack?: string | undefined;
  /** The item of `RELAY_CONFIG` that says it better. */
  readonly own: { readonly name: string; readonly item: ConfigItem } | undefined;
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
  /** How many of its lists are told. */
  readonly told: number;
}

/** What was found; the area that is told best comes first. */
export interface ProbeReport {
  readonly name: string;
  readonly version: string | undefined;
  readonly tools: number;
  readonly calls: number;
  readonly areas: readonly ProbedArea[];
  /** How a server of an area is set up. */
  readonly setting: (area: AreaName) => string;
}

const WIDTH = 80;

/** Draws what was found; a server that tells nothing is of no use to an area. */
export function describeProbe(report: ProbeReport): {
  readonly text: string;
  readonly isDone: boolean;
} {
  const { name, version = '', tools, calls, areas } = report;
  const who = oneLine(`${name || 'A server without a name'} ${version}`);
  const head = `${who}, ${plural(tools, 'tool')}, ${plural(calls, 'call')} to look:`;
  const known = areas.filter(({ kind }) => kind !== 'unknown');
  const most = Math.max(0, ...areas.map(({ told }) => told));
  const likeliest = areas.filter(({ told }) => told === most && told > 0);
  const blocks = known.length > 0 ? known.flatMap((it) => drawKnown(it, report)) : undefined;
  const lines = blocks ?? drawGuess(likeliest, report);
  return {
    text: `${[head, ...lines].join('\n')}\n`,
    isDone: known.length + likeliest.length > 0,
  };
}

const drawKnown = ({ area, kind }: ProbedArea, { setting }: ProbeReport): readonly string[] => [
  ...wrap(
    kind === 'contract'
      ? `obeys the contract of ${area}, and needs no RELAY_CONFIG.`
      : `known as ${kind} (${area}), and needs no RELAY_CONFIG.`,
    WIDTH,
  ),
  '',
  ...wrap(`To connect it: ${setting(area)}`, WIDTH),
];

function drawGuess(likeliest: readonly ProbedArea[], report: ProbeReport): readonly string[] {
  const { areas, setting } = report;
  const [only, ...rivals] = likeliest;
  if (!only) return drawNothing(areas);
  if (rivals.length > 0) {
    const names = likeliest.map(({ area }) => area).join(' or ');
    return [
      ...wrap(`known to nobody here; by what it answers ${names}.`, WIDTH),
      ...likeliest.flatMap((it) => ['', `${it.area}:`, ...drawTable(it.lists)]),
      '',
      'Say which with --area to see how to connect it.',
    ];
  }
  const { area, told, lists } = only;
  return [
    ...wrap(
      `known to nobody here; by what it answers ${area} (it tells ${told} of ${lists.length} lists).`,
      WIDTH,
    ),
    '',
    ...drawTable(lists),
    '',
    ...wrap(`To connect it: ${setting(area)}`, WIDTH),
    ...drawConfig(only),
  ];
}

function drawNothing(areas: readonly ProbedArea[]): readonly string[] {
  const [only, ...others] = areas;
  if (only && others.length === 0) {
    return [`it tells nothing of ${only.area}.`, '', ...drawTable(only.lists)];
  }
  return [
    ...wrap(`it tells nothing of ${AREA_NAMES.join(', ')}.`, WIDTH),
    ...wrap('With --area it says why, list by list.', WIDTH),
  ];
}

/** Two columns: the list, and what tells it. */
function drawTable(lists: readonly ProbedList[]): readonly string[] {
  const margin = 4 + Math.max(...lists.map(({ list }) => list.length));
  return lists.flatMap(({ list, tools, lack }) => {
    const told = tools.flatMap((tool) => describeTool(tool, WIDTH - margin));
    const lacks = lack === undefined ? [] : wrap(`? ${oneLine(lack)}`, WIDTH - margin);
    return [...told, ...lacks].map(
      (line, at) => `${(at === 0 ? `  ${list}` : '').padEnd(margin)}${line}`,
    );
  });
}

const describeTool = (tool: ProbedTool, width: number): readonly string[] => [
  ...wrap(`${oneLine(tool.name)}${tool.isNarrow ? ' (there may be more)' : ''}`, width),
  ...wrap(`  ${oneLine(tool.why)}; saw ${oneLine(tool.saw)}`, width),
];

/** A file for `RELAY_CONFIG`, ready to be pasted. Maps are folded scalars, so that their lines may be broken. */
function drawConfig({ area, lists }: ProbedArea): readonly string[] {
  const told = lists.flatMap(({ tools, own }) => (tools.length > 0 && own ? [own] : []));
  if (told.length === 0) return [];
  return [
    '',
    ...wrap(
      'To say it better, put this into the file of RELAY_CONFIG, keep what should not be guessed, and correct the maps:',
      WIDTH,
    ),
    '',
    ...['areas:', `  ${area}:`, '    items:'],
    ...told.flatMap(({ name, item }) => drawItem(name, item)),
  ];
}

const drawItem = (name: string, { tool, args, map }: ConfigItem): readonly string[] => [
  `      ${name}:`,
  `        tool: ${JSON.stringify(oneLine(tool))}`,
  ...(Object.keys(args).length > 0 ? [`        args: ${oneLine(JSON.stringify(args))}`] : []),
  '        map: >-',
  ...wrap(oneLine(map), WIDTH - 10).map((line) => `          ${line}`),
];

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Says that a server cannot be spoken to: what that means, and then the words that came from there. */
export function describeUnreachable(says: string, own: readonly string[]): string {
  const words = [...new Set(own.map(oneLine))].filter((it) => it !== '' && !says.includes(it));
  return [
    ...wrap(oneLine(says), WIDTH),
    ...words.flatMap((it) => wrap(`It said: ${it}`, WIDTH)),
    '',
  ].join('\n');
}
