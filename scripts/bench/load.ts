import { PEOPLE } from './account.ts';
import type { Connection } from './connection.ts';
import { textOverHttp } from './text.ts';

/**
 * Two cheap steps, cached in every server: a summary, and the help of the screen that it leads to. The second answer is
 * right only where the first step was remembered.
 */
const STEPS = [
  { text: '2', words: 'Proxmox OK. ' },
  { text: '?', words: 'Proxmox: ' },
] as const;

const stepAt = (at: number) => STEPS[at % 2 === 0 ? 0 : 1];

/** Builds the texts of all people in advance, so that they cost nothing during a measurement. */
export const textsFor = (each: number): readonly (readonly Buffer[])[] =>
  PEOPLE.map((person) =>
    Array.from({ length: each }, (_, at) => textOverHttp(person, stepAt(at).text)),
  );

/**
 * Sends texts on all connections, each the next text after the answer. Returns every wait in milliseconds. Another answer than
 * the one that was asked for throws: a refusal costs less.
 */
export async function textAll(
  connections: readonly Connection[],
  texts: readonly (readonly Buffer[])[],
): Promise<readonly number[]> {
  const waits = await Promise.all(
    connections.map(async (connection, at) => {
      const mine: number[] = [];
      for (const [step, text] of (texts[at] ?? []).entries()) {
        const began = performance.now();
        const answer = await connection.request(text);
        mine.push(performance.now() - began);
        if (!answer.includes(stepAt(step).words))
          throw new Error(`not what was asked for: ${answer}`);
      }
      return mine;
    }),
  );
  return waits.flat();
}
