import type { Answered } from './text-rows.ts';

/** The share of texts that were answered as a person expects, in percent. */
export const shareOf = (answered: readonly Answered[]): number =>
  (100 * answered.filter(({ misses }) => misses.length === 0).length) / answered.length;

/** The share of each theme, and the texts that were answered wrong. */
export function report(title: string, answered: readonly Answered[]): string {
  const themes = Map.groupBy(answered, ({ theme }) => theme);
  const wrong = answered.filter(({ misses }) => misses.length > 0);
  const length = answered.reduce((sum, { reply }) => sum + reply.length, 0) / answered.length;
  return [
    `${title}: ${inFigures(answered)} right, mean reply ${length.toFixed(1)} characters`,
    ...[...themes].map(([theme, rows]) => `  ${theme}: ${inFigures(rows)}`),
    ...wrong.map(describe),
    '',
  ].join('\n');
}

const inFigures = (answered: readonly Answered[]): string => {
  const right = answered.filter(({ misses }) => misses.length === 0).length;
  return `${right}/${answered.length} (${shareOf(answered).toFixed(1)} %)`;
};

function describe({ theme, row, reply, misses }: Answered): string {
  const texts = [...(row.before ?? []), row.text].map((text) => short(text, 60)).join(' > ');
  const phone = row.isViewer ? ' (viewer)' : '';
  return `- [${theme}]${phone} ${texts}: ${misses.join('; ')}\n    ${short(reply, 320)}`;
}

const short = (text: string, most: number): string => JSON.stringify(text).slice(0, most);
