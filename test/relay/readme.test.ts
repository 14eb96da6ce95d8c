import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
} from '../../src/adapters/backends/mcp/sources/contract.ts';
import { profileNames } from '../../src/adapters/backends/mcp/sources/detect.ts';
import { K8S_VERBS } from '../../src/areas/k8s/k8s.ts';
import { NETWORK_VERBS } from '../../src/areas/network/network.ts';
import { GUEST_VERBS } from '../../src/areas/proxmox/proxmox.ts';
import { BAN_VERBS } from '../../src/areas/security/security.ts';
import { startRelay } from '../support/relay.ts';

const page = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const readme = page('README.md');
const pages = {
  network: page('src/areas/network/README.md'),
  proxmox: page('src/areas/proxmox/README.md'),
  k8s: page('src/areas/k8s/README.md'),
  security: page('src/areas/security/README.md'),
};

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

const AREAS = ['network', 'proxmox', 'k8s', 'security'] as const;
type AreaPage = (typeof AREAS)[number];

interface Documented {
  readonly area: AreaPage;
  readonly tool: string;
  readonly fields: readonly string[];
}

const documented = (
  area: AreaPage,
  items: readonly { tool: string; shape: { shape: object } }[],
): readonly Documented[] =>
  items.map(({ tool, shape }) => ({ area, tool, fields: Object.keys(shape.shape) }));

test.for([
  ...AREAS.flatMap((area) => documented(area, Object.values(CONTRACT[area]))),
  ...documented('k8s', [POD_LOG, DEPLOYMENTS]),
  ...documented('network', [PORTS]),
])('the page of $area documents $tool with every field', ({ area, tool, fields }) => {
  const rows = pages[area].split('\n').filter((line) => line.includes(`\`${tool}\``));
  expect(rows.some((row) => fields.every((field) => row.includes(field)))).toBe(true);
});

test.for<readonly [AreaPage, string, readonly string[]]>([
  ['network', ACT_ON_NETWORK, NETWORK_VERBS],
  ['proxmox', ACT_ON_GUEST, GUEST_VERBS],
  ['k8s', ACT_ON_WORKLOAD, K8S_VERBS],
  ['security', ACT_ON_ADDRESS, BAN_VERBS],
])('the page of %s documents %s with every verb', ([area, tool, verbs]) => {
  const row = pages[area].split('\n').find((line) => line.includes(`\`${tool}\``)) ?? '';
  const [, told = ''] = /`verb`: ([\w/]+)/.exec(row) ?? [];
  expect(told.split('/').toSorted()).toEqual([...verbs].toSorted());
});

test.for(AREAS)('the page of %s names every profile of it', (area) => {
  const told = pages[area] + page('src/adapters/backends/mcp/sources/README.md');
  expect(profileNames(area).filter((name) => !told.includes(`\`${name}\``))).toEqual([]);
});

test('every link between the pages leads somewhere', () => {
  const linked = [
    'README.md',
    'DEPLOYMENT.md',
    'src/adapters/backends/mcp/sources/README.md',
    'src/assistant/README.md',
  ]
    .concat(AREAS.map((area) => `src/areas/${area}/README.md`))
    .flatMap((from) =>
      [...page(from).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to = '']) =>
        join(dirname(from), to),
      ),
    );
  expect(linked.length).toBeGreaterThan(10);
  expect(linked.filter((path) => !existsSync(new URL(`../../${path}`, import.meta.url)))).toEqual(
    [],
  );
});
