import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CONTRACT } from '../src/adapters/mcp-areas/contract.ts';
import { startRelay } from './support/relay.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('the exchange in README is what the demo says', async () => {
  const [, exchange = ''] = /## What it looks like\n\n```\n([\s\S]*?)\n```/.exec(readme) ?? [];
  const turns = exchange.split(/^> /m).slice(1);
  expect(turns.length).toBeGreaterThan(3);
  await using relay = await startRelay();
  for (const turn of turns) {
    const [text = '', ...answer] = turn.trimEnd().split('\n');
    await relay.alice.texts(text);
    relay.alice.hears(answer.join('\n'));
  }
});

const { network, proxmox, k8s, security } = CONTRACT;

test.for([
  ...Object.values(network),
  ...Object.values(proxmox),
  ...Object.values(k8s),
  ...Object.values(security),
])('README documents $tool with every field', ({ tool, shape }) => {
  const rows = readme.split('\n').filter((line) => line.includes(`\`${tool}\``));
  const fields = Object.keys(shape.shape);
  expect(rows.some((row) => fields.every((field) => row.includes(field)))).toBe(true);
});
