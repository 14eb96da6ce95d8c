import { withoutEscapes } from '../sms/terminal.ts';
import { type CheckResult, isWell, type State, worstFirst } from './check-result.ts';

export interface TerminalOptions {
  /** In characters. */
  readonly width: number;
  readonly hasColour: boolean;
}

const WORDS: Readonly<Record<State, string>> = { wrong: 'wrong', note: 'note', ok: 'ok' };
const COLOURS: Readonly<Record<State, number>> = { wrong: 31, note: 33, ok: 32 };
const FAINT = 2;
const BOLD = 1;
const MARGIN = 7;
const NARROWEST = 40;
const WIDEST = 120;

/** The report for a person: worst first, each with the next step below it. */
export function printReport(findings: readonly CheckResult[], paper: TerminalOptions): string {
  const width = Math.min(Math.max(paper.width, NARROWEST), WIDEST);
  const column = MARGIN + Math.max(...findings.map(({ subject }) => subject.length), 0) + 2;
  const paint = (code: number, words: string): string =>
    paper.hasColour ? `\u001b[${code}m${words}\u001b[0m` : words;

  const block = ({ subject, state, says, next }: CheckResult): string => {
    const [first = '', ...rest] = wrap(oneLine(says), width - column);
    const indent = ' '.repeat(column);
    const head = paint(COLOURS[state], WORDS[state].padEnd(MARGIN));
    const title = paint(BOLD, subject.padEnd(column - MARGIN));
    const told = [first, ...rest.map((line) => indent + line)];
    const steps = next === undefined ? [] : wrap(oneLine(next), width - column - 3);
    const way = steps.map((line, at) => `${indent}${at === 0 ? '-> ' : '   '}${line}`);
    return [`${head}${title}${told.join('\n')}`, ...way].join('\n');
  };

  const lines = worstFirst(findings).map(block);
  return `${[...lines, '', paint(isWell(findings) ? FAINT : BOLD, sumUp(findings))].join('\n')}\n`;
}

/** `2 wrong, 1 note, 9 ok`. */
function sumUp(findings: readonly CheckResult[]): string {
  const count = (state: State): number => findings.filter((it) => it.state === state).length;
  const [bad, notes, good] = [count('wrong'), count('note'), count('ok')];
  const counts = [
    bad > 0 ? `${bad} wrong` : 'nothing wrong',
    ...(notes > 0 ? [`${notes} to note`] : []),
    `${good} ok`,
  ];
  return `${counts.join(', ')}.`;
}

/** Users and passwords in addresses, which servers repeat. */
const CREDENTIALS = /(?<=\/\/)[^/@\s]{1,500}@/g;

/** Words from outside stay on their line, move no cursor, and tell no password. */
export const oneLine = (words: string): string =>
  withoutEscapes(words)
    .replaceAll(CREDENTIALS, '...@')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/** Breaks between words; a word that is longer than a line is left whole, to be copied. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
