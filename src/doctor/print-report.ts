import { styleText } from 'node:util';
import { withoutEscapes } from '../sms/terminal.ts';
import { type CheckResult, isWell, type State, worstFirst } from './check-result.ts';
import { wrapLine } from './wrap-text.ts';

export interface TerminalOptions {
  /** Width in characters. */
  readonly width: number;
  readonly hasColour: boolean;
}

const WORDS: Readonly<Record<State, string>> = { wrong: 'wrong', note: 'note', ok: 'ok' };
const COLOURS = { wrong: 'red', note: 'yellow', ok: 'green' } as const;
const MARGIN = 7;
const MIN_WIDTH = 40;
const MAX_WIDTH = 120;

/** Formats the report for a person: worst first, each with the next step below it. */
export function printReport(findings: readonly CheckResult[], terminal: TerminalOptions): string {
  const width = Math.min(Math.max(terminal.width, MIN_WIDTH), MAX_WIDTH);
  const column = MARGIN + Math.max(...findings.map(({ subject }) => subject.length), 0) + 2;
  const paint = (format: Parameters<typeof styleText>[0], words: string): string =>
    terminal.hasColour ? styleText(format, words, { validateStream: false }) : words;

  const block = ({ subject, state, says, next }: CheckResult): string => {
    const [first = '', ...rest] = wrapLine(oneLine(says), width - column);
    const indent = ' '.repeat(column);
    const head = paint(COLOURS[state], WORDS[state].padEnd(MARGIN));
    const title = paint('bold', subject.padEnd(column - MARGIN));
    const text = [first, ...rest.map((line) => indent + line)];
    const steps = next === undefined ? [] : wrapLine(oneLine(next), width - column - 3);
    const nextSteps = steps.map((line, at) => `${indent}${at === 0 ? '-> ' : '   '}${line}`);
    return [`${head}${title}${text.join('\n')}`, ...nextSteps].join('\n');
  };

  const lines = worstFirst(findings).map(block);
  return `${[...lines, '', paint(isWell(findings) ? 'dim' : 'bold', formatCounts(findings))].join('\n')}\n`;
}

/** Returns `2 wrong, 1 to note, 9 ok.` */
function formatCounts(findings: readonly CheckResult[]): string {
  const count = (state: State): number => findings.filter((it) => it.state === state).length;
  const [failed, warned, passed] = [count('wrong'), count('note'), count('ok')];
  const counts = [
    failed > 0 ? `${failed} wrong` : 'nothing wrong',
    ...(warned > 0 ? [`${warned} to note`] : []),
    `${passed} ok`,
  ];
  return `${counts.join(', ')}.`;
}

/** Users and passwords in addresses, which servers may repeat. */
const CREDENTIALS = /(?<=\/\/)[^/@\s]{1,500}@/g;

/** Sanitizes text from outside: it stays on one line, moves no cursor, and contains no password. */
export const oneLine = (words: string): string =>
  withoutEscapes(words)
    .replaceAll(CREDENTIALS, '...@')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
