import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type App, createApp } from '../../src/app/app.ts';
import { loadConfig } from '../../src/config/config.ts';
import { systemClock } from '../../src/core/clock.ts';
import { seriesIn } from '../support/exposition.ts';
import { isMissing, Prometheus, promtool } from './prometheus.ts';

const TOKEN = 'open-sesame';
const OVERLAY = join(import.meta.dirname, '../../k8s/overlays/monitoring');
const ALERTS = join(OVERLAY, 'alerts.yml');

const Rules = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});
const rules = () =>
  Rules.parse(parse(readFileSync(ALERTS, 'utf8'))).groups.flatMap((group) => group.rules);

const Panel = z.object({
  id: z.number(),
  type: z.string(),
  title: z.string().min(1),
  description: z.string().min(1).optional(),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  targets: z.array(z.object({ refId: z.string(), expr: z.string() })).default([]),
});
const Dashboard = z.object({
  uid: z.literal('sms-relay'),
  title: z.string(),
  annotations: z.object({ list: z.array(z.object({ expr: z.string().optional() })) }),
  panels: z.array(Panel),
});
const dashboard = () =>
  Dashboard.parse(JSON.parse(readFileSync(join(OVERLAY, 'dashboard.json'), 'utf8')));

/** Every query of the dashboard, with what Grafana puts in for its variables. */
const queries = (): readonly string[] => {
  const { panels, annotations } = dashboard();
  const all = [
    ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...annotations.list.flatMap(({ expr }) => expr ?? []),
  ];
  return all.map((expr) =>
    expr.replaceAll('$__rate_interval', '2m').replaceAll('$__range', '1d').replaceAll('$job', '.*'),
  );
};

let relay: App;
let address: string;
beforeAll(async () => {
  const loaded = await loadConfig({
    ...{ DEMO: '1', PORT: '0', TZ: 'UTC', METRICS_TOKEN: TOKEN, TEXTS_MONTHLY_USD: '10' },
    ANTHROPIC_API_KEY: 'sk-ant-never-asked',
  });
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  const log = pino({ level: 'silent' });
  const world = { clock: systemClock, log, version: '1.2.3', vitals: process };
  relay = await createApp(loaded.value, world);
  address = await relay.http.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => relay[Symbol.asyncDispose]());

const text = async (Body: string): Promise<void> => {
  const response = await fetch(`${address}/phone`, {
    method: 'POST',
    body: new URLSearchParams({ Body }),
  });
  expect(await response.text()).toMatch(/DEMO|\? for help/);
};

const exposed = async (): Promise<string> => {
  const headers = { authorization: `Bearer ${TOKEN}` };
  return (await fetch(`${address}/metrics`, { headers })).text();
};

const namesIn = (expression: string): readonly string[] =>
  expression.match(/\b(?:sms_relay|process|nodejs)_\w+/g) ?? [];

test('every metric that the dashboard and the alerts name is one that the relay tells', async () => {
  await text('2');
  const told = new Set([...seriesIn(await exposed()).keys()].map((it) => it.split('{')[0]));
  const expressions = [...queries(), ...rules().map(({ expr }) => expr)];
  expect(expressions.length).toBeGreaterThan(40);
  const named = new Set(expressions.flatMap(namesIn));
  expect([...named].filter((name) => !told.has(name))).toEqual([]);
  const families = new Set([...told].map((name) => name?.replace(/_(?:bucket|sum|count)$/, '')));
  const shown = new Set(queries().flatMap(namesIn).map(family));
  expect([...families].filter((name) => name && !shown.has(name))).toEqual([]);
});

const family = (name: string): string => name.replace(/_(?:bucket|sum|count)$/, '');

test('every value of a label that the alerts look for is one that there can be', async () => {
  const text = await exposed();
  for (const { alert, expr } of rules()) {
    for (const [, name = '', label = '', values = ''] of expr.matchAll(
      /(sms_relay_\w+)\{(\w+)=~?"([^"]*)"/g,
    )) {
      const missing = values
        .split('|')
        .filter((value) => !new RegExp(`^${name}\\{.*\\b${label}="${value}"`, 'm').test(text));
      expect(missing, alert).toEqual([]);
    }
  }
});

test('the dashboard has a place for every panel, and two never share one', () => {
  const { panels } = dashboard();
  expect(panels.filter(({ type }) => type === 'row').map(({ title }) => title)).toEqual([
    ...['Is it well?', 'Texts', 'Backends', 'Money', 'Process'],
  ]);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)}:${y + Math.floor(at / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
  expect(panels.filter(({ type, description }) => type !== 'row' && !description)).toEqual([]);
});

test('the rules of the operator are those of the plain file', () => {
  const operator: unknown = parse(readFileSync(join(OVERLAY, 'prometheus-rule.yaml'), 'utf8'));
  expect(z.object({ spec: z.unknown() }).parse(operator).spec).toEqual(
    parse(readFileSync(ALERTS, 'utf8')),
  );
});

describe.skipIf(isMissing)('the real Prometheus (skipped where there is none)', () => {
  test('finds nothing wrong with the names and the format of what is told', async () => {
    await text('2');
    expect(promtool(['check', 'metrics'], await exposed())).toBe('');
  });

  test('accepts the alerts, and each fires when it should and not before', () => {
    expect(promtool(['check', 'rules', ALERTS])).toBe('');
    expect(promtool(['test', 'rules', join(import.meta.dirname, 'alerts.test.yml')])).toBe('');
  });

  test('accepts what README says about it', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    const [, example = ''] = /```yaml\n(scrape_configs:[\s\S]*?)```/.exec(readme) ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'readme-'));
    copyFileSync(ALERTS, join(folder, 'alerts.yml'));
    writeFileSync(join(folder, 'prometheus.yml'), example);
    expect(example).not.toBe('');
    expect(promtool(['check', 'config', join(folder, 'prometheus.yml')])).toBe('');
    rmSync(folder, { recursive: true });
  });

  test('scrapes a relay with its token, and answers every query of the dashboard', async () => {
    await using prometheus = await Prometheus.start({ address, token: TOKEN, ruleFiles: [ALERTS] });
    await expect.poll(() => prometheus.query('up{job="sms-relay"} == 1')).toHaveLength(1);
    for (const words of ['menu', '2v', 'plex']) await text(words);
    const menu = 'sum(sms_relay_texts_in_total{kind="name",outcome="answered"})';
    await expect.poll(() => prometheus.query(menu)).toEqual([[{}, 1]]);
    expect(await prometheus.query('sms_relay_build_info')).toEqual([
      [expect.objectContaining({ version: '1.2.3', demo: '1', job: 'sms-relay' }), 1],
    ]);
    for (const query of queries()) await prometheus.query(query);
    await expect.poll(() => prometheus.brokenRules()).toEqual([]);
    await expect.poll(() => prometheus.query('ALERTS')).toEqual([]);
  });

  test('sees a relay that wants another token as one that is down', async () => {
    await using prometheus = await Prometheus.start({ address, token: 'another', ruleFiles: [] });
    await expect.poll(() => prometheus.query('up == 0')).toHaveLength(1);
    expect(await prometheus.query('sms_relay_build_info')).toEqual([]);
  });
});
