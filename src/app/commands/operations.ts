import type { Shell } from './shell.ts';

/** Prints everything the relay can tell and do; `--markdown` prints the page of the documentation. */
export async function operations({ stdout }: Shell, ...words: string[]): Promise<void> {
  const [{ composeFullCatalogue }, { describeOperations, documentOperations }] = await Promise.all([
    import('../full-catalogue.ts'),
    import('../../cli/describe-operations.ts'),
  ]);
  const { all } = composeFullCatalogue();
  stdout.write(words.includes('--markdown') ? documentOperations(all) : describeOperations(all));
}
