import type { Judgement, Verdict } from './judge.ts';

/** How many of each verdict, for each group, and which share of what is told is right. */
export function formatTable(
  judgements: readonly Judgement[],
  groupOf: (judgement: Judgement) => string,
): string {
  const groups = Map.groupBy(judgements, groupOf);
  const lines = [...groups].map(([group, own]) => formatLine(group, own));
  const head = `${''.padEnd(WIDTH)} right partial wrong untold  right %`;
  return [head, ...lines, formatLine('all', judgements)].join('\n');
}

const WIDTH = 22;

function formatLine(group: string, own: readonly Judgement[]): string {
  const [right, partial, wrong, untold] = (['right', 'partial', 'wrong', 'no-source'] as const).map(
    (verdict) => count(own, verdict),
  );
  return [
    group.padEnd(WIDTH),
    pad(right, 6),
    pad(partial, 8),
    pad(wrong, 6),
    pad(untold, 7),
    pad(Math.round(rightPercent(own)), 9),
  ].join('');
}

const pad = (number: number | undefined, width: number): string => String(number).padStart(width);

const count = (own: readonly Judgement[], verdict: Verdict): number =>
  own.filter((it) => it.verdict === verdict).length;

/** Of what some tool tells; 100 where none tells anything. */
export function rightPercent(own: readonly Judgement[]): number {
  const told = own.length - count(own, 'no-source');
  return told === 0 ? 100 : (100 * count(own, 'right')) / told;
}

/** Each text that says what is not so. */
export const describeWrong = (judgements: readonly Judgement[]): readonly string[] =>
  judgements
    .filter(({ verdict }) => verdict === 'wrong')
    .map(
      ({ area, product, item, falsehoods, text, read }) =>
        `${area}, ${product}: ${item}: ${falsehoods.map(({ says }) => says).join(' / ')}\n> ${text}\n${read}`,
    );
