import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Environment } from '../../src/config/environment.ts';

test('.env.example mentions every variable, and no others', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  const documented = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1]);
  expect(documented.toSorted()).toEqual(Object.keys(Environment.shape).toSorted());
});

test('the table in README mentions every variable, and no others', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, table = ''] = readme.split('## Configuration');
  const names = [...(table.split('\n## ')[0] ?? '').matchAll(/`([A-Z][A-Z0-9_]+)`/g)];
  expect([...new Set(names.map((match) => match[1]))].toSorted()).toEqual(
    Object.keys(Environment.shape).toSorted(),
  );
});
