import { PEOPLE } from './account.ts';
import { type Line, openLine } from './line.ts';

/** Lines for everybody, which are hung up together. */
export interface Crowd extends Disposable {
  readonly lines: readonly Line[];
}

/** New ones for every measurement: servers hang up on lines that are silent for seconds. */
export async function openCrowd(port: number): Promise<Crowd> {
  using cleanup = new DisposableStack();
  const lines = await Promise.all(PEOPLE.map(() => openLine(port)));
  for (const line of lines) cleanup.use(line);
  const owned = cleanup.move();
  return { lines, [Symbol.dispose]: () => owned.dispose() };
}
