import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  ACT_ON_ADDRESS,
  ACT_ON_GUEST,
  ACT_ON_NETWORK,
  ACT_ON_WORKLOAD,
  CONTRACT,
  DEPLOYMENTS,
  POD_LOG,
  PORTS,
} from '../src/adapters/mcp-areas/contract.ts';
import { K8S_VERBS } from '../src/k8s/k8s.ts';
import { NETWORK_VERBS } from '../src/network/network.ts';
import { GUEST_VERBS } from '../src/proxmox/proxmox.ts';
import { BAN_VERBS } from '../src/security/security.ts';
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
  POD_LOG,
  DEPLOYMENTS,
  PORTS,
])('README documents $tool with every field', ({ tool, shape }) => {
  const rows = readme.split('\n').filter((line) => line.includes(`\`${tool}\``));
  const fields = Object.keys(shape.shape);
  expect(rows.some((row) => fields.every((field) => row.includes(field)))).toBe(true);
});

test.for<readonly [string, readonly string[]]>([
  [ACT_ON_NETWORK, NETWORK_VERBS],
  [ACT_ON_GUEST, GUEST_VERBS],
  [ACT_ON_WORKLOAD, K8S_VERBS],
  [ACT_ON_ADDRESS, BAN_VERBS],
])('README documents %s with every verb', ([tool, verbs]) => {
  const row = readme.split('\n').find((line) => line.includes(`\`${tool}\``)) ?? '';
  const [, told = ''] = /`verb`: ([\w/]+)/.exec(row) ?? [];
  expect(told.split('/').toSorted()).toEqual([...verbs].toSorted());
});
