import type { Reply, ReplyOffset, ReplyRow } from '../core/reply.ts';

/** Enough to recognise a thing in a list; opening the row shows it whole. */
const ROW_CHARACTERS = 72;

/** Fewer rows than this take no more room than the line that would replace them. */
const MIN_FOLDED = 3;

/** Returns true when the rows that are well may be put off: something is not, and putting them off is shorter. */
export function canFold({ rows = [], others }: Reply): boolean {
  const problems = problemsIn(rows);
  return others !== undefined && problems > 0 && rows.length - problems >= MIN_FOLDED;
}

/** Returns the lines of one part of a reply. */
export function contentOf(reply: Reply, part: ReplyOffset['part'], hasPages: boolean): string {
  const { body, rows = [], others = '', failures = [] } = reply;
  if (rows.length === 0 && failures.length === 0) return body;
  const lines = rows.map(numbered);
  if (part === 'all') return [body, ...lines, ...failures].join('\n');
  const problems = problemsIn(rows);
  if (part === 'others') return lines.slice(problems).join('\n');
  const count = `${rows.length - problems} others ${others}.`;
  const line = hasPages ? `${count} + lists them` : count;
  return [body, ...lines.slice(0, problems), line, ...failures].join('\n');
}

const problemsIn = (rows: readonly ReplyRow[]): number =>
  rows.filter(({ isWell }) => isWell !== true).length;

const numbered = ({ text }: ReplyRow, index: number): string => `${index + 1} ${clip(text)}`;

function clip(text: string): string {
  const line = text.slice(0, 4 * ROW_CHARACTERS).replaceAll(/\s+/g, ' ');
  return line.length > ROW_CHARACTERS ? `${line.slice(0, ROW_CHARACTERS - 3)}...` : line;
}
