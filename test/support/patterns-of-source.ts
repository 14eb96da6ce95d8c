import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { parseSync, Visitor } from 'rolldown/utils';

const SRC = join(import.meta.dirname, '../../src');

/** A regular expression, and the file it is in. */
export interface SourcePattern {
  readonly file: string;
  readonly pattern: RegExp;
}

const sources = (): readonly string[] =>
  readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** Every regular expression that is written down in `src`. */
export const literalPatterns = (): readonly SourcePattern[] =>
  sources().flatMap((file) => {
    const { program, errors } = parseSync(file, readFileSync(join(SRC, file), 'utf8'));
    if (errors.length > 0) throw new Error(`${file} cannot be parsed`);
    const found: SourcePattern[] = [];
    new Visitor({
      Literal(literal) {
        if (!('regex' in literal)) return;
        const { pattern, flags } = literal.regex;
        found.push({ file, pattern: new RegExp(pattern, flags) });
      },
    }).visit(program);
    return found;
  });

/** Every regular expression that the modules of `src` put together when they are loaded or first used. */
export async function builtPatterns(): Promise<readonly SourcePattern[]> {
  const files = sources().filter((file) =>
    readFileSync(join(SRC, file), 'utf8').includes('new RegExp('),
  );
  const worker = new Worker(new URL('built-patterns.ts', import.meta.url), {
    workerData: { files, src: SRC },
  });
  const { promise, resolve, reject } = Promise.withResolvers<readonly SourcePattern[]>();
  worker.once('message', resolve).once('error', reject);
  try {
    return await promise;
  } finally {
    await worker.terminate();
  }
}
