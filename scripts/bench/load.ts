import { PEOPLE } from './account.ts';
import type { Line } from './line.ts';
import { textOverHttp } from './text.ts';

/** Cheap and warm in every server: a summary that is at hand, and what works here. */
const STEPS = ['2', '?'];

/** Texts of everybody, made beforehand so that they cost nothing while somebody measures. */
export const textsFor = (each: number): readonly (readonly Buffer[])[] =>
  PEOPLE.map((person) =>
    Array.from({ length: each }, (_, at) => textOverHttp(person, STEPS[at % STEPS.length] ?? '')),
  );

/** Everybody texts on a line of their own, the next text after the answer. Returns every wait in ms. */
export async function textAll(
  lines: readonly Line[],
  texts: readonly (readonly Buffer[])[],
): Promise<readonly number[]> {
  const waits = await Promise.all(
    lines.map(async (line, at) => {
      const mine: number[] = [];
      for (const text of texts[at] ?? []) {
        const began = performance.now();
        await line.ask(text);
        mine.push(performance.now() - began);
      }
      return mine;
    }),
  );
  return waits.flat();
}
