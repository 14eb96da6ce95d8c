import { PassThrough } from 'node:stream';
import { expect } from 'vitest';

/** Somebody in front of a terminal: reads what comes, and types when asked. */
export function createTerminalDriver() {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  let read = 0;
  output.on('data', (chunk) => {
    shown += String(chunk);
  });

  /** Wait for words that were not there before. */
  async function sees(words: string): Promise<void> {
    await expect.poll(() => shown.slice(read), { interval: 3, timeout: 10_000 }).toContain(words);
    read = shown.indexOf(words, read) + words.length;
  }

  return {
    input,
    output,
    sees,
    shown: () => shown,
    press: (keys: string) => void input.write(keys),
    async answers(question: string, line: string): Promise<void> {
      await sees(question);
      input.write(`${line}\r`);
    },
  };
}

export type TerminalDriver = ReturnType<typeof createTerminalDriver>;
