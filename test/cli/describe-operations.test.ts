import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { composeFullCatalogue } from '../../src/app/full-catalogue.ts';
import { describeOperations, documentOperations } from '../../src/cli/describe-operations.ts';

const { all } = composeFullCatalogue();

test('the page of the docs is the catalogue', () => {
  const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  expect(page, 'run npm run --silent operations -- --markdown > docs/operations.md').toBe(
    documentOperations(all),
  );
});

test('every operation is printed with its risk, its input and its output', () => {
  const printed = describeOperations(all);
  for (const { name, risk } of all) expect(printed).toContain(`${name} (${risk})  `);
  expect(printed).toContain('  input   {id, number}\n  output  {state, words}');
});
