import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readMapped } from '../../../src/adapters/alert-formats/mapped.ts';
import { AlertMapping } from '../../../src/alerts/alert-mapping.ts';
import { eventOf, NOW, readAt } from './sample.ts';

const DOCS = join(import.meta.dirname, '../../../docs/alerts');
const page = (name: string): string => readFileSync(join(DOCS, name), 'utf8');
const pages = readdirSync(DOCS).filter((name) => name !== 'README.md');

/** The first block of a page that is written in a language. */
function block(name: string, language: string, at = 0): string {
  const blocks = [...page(name).matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)].filter(
    ([, own]) => own === language,
  );
  return blocks[at]?.[2] ?? '';
}

test('the list of pages is whole', () => {
  const listed = [...page('README.md').matchAll(/\]\((\S+\.md)\)/g)].map(([, name]) => name);
  expect(listed.toSorted()).toEqual(pages.toSorted());
});

test.for(pages)('%s says how to make the key and where to post', (name) => {
  expect(page(name)).toMatch(/^sms-relay keys add \S+ --scopes alerts:write$/m);
  expect(page(name)).toContain('http://RELAY:8000/hooks/');
  const links = [...page(name).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to = '']) => to);
  expect(links.filter((to) => !existsSync(join(DOCS, to)))).toEqual([]);
});

test.for(pages.flatMap((name) => (block(name, 'yaml') ? [name] : [])))(
  'the configuration in %s is YAML',
  (name) => {
    expect(parse(block(name, 'yaml').replaceAll('!secret ', ''))).toBeTypeOf('object');
  },
);

const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values).reduce((text, [name, value]) => text.replaceAll(name, value), template);

test('the body for Gatus is read', () => {
  const [body = ''] = /^ *\{"source":.*$/m.exec(page('gatus.md')) ?? [];
  const text = filled(body, {
    '[ENDPOINT_NAME]': 'jellyfin',
    '[ENDPOINT_GROUP]': 'media',
    '[ENDPOINT_URL]': 'https://jellyfin.lan',
    '[ALERT_TRIGGERED_OR_RESOLVED]': 'RESOLVED',
    '[ALERT_DESCRIPTION]': '',
    '[RESULT_ERRORS]': '',
  });
  expect(eventOf(text)).toMatchObject({ key: 'media/jellyfin', state: 'resolved' });
});

test('the body for Proxmox is read', () => {
  const text = filled(block('proxmox.md', '', 0), {
    '{{ escape title }}': 'vzdump backup status (pve1): backup failed',
    '{{ severity }}': 'error',
    '{{ timestamp }}': '1764195000',
    '{{ json fields }}': '{"type":"vzdump","hostname":"pve1"}',
    '{{ escape message }}': '',
  });
  expect(eventOf(text)).toMatchObject({ subject: 'pve1', title: 'backup failed', state: 'firing' });
});

test('the body of placeholders for Healthchecks is read', () => {
  const [, body = ''] = /`(\{"code":.*?\})`$/m.exec(page('healthchecks.md')) ?? [];
  const values = {
    $CODE: '3b4f2f0e-9d5e-4d3a',
    $STATUS: 'down',
    $NAME_JSON: '"restic"',
    $TAGS: 'critical',
  };
  const text = filled(body, { ...values, $NOW: new Date(NOW).toISOString(), $EXITSTATUS: '2' });
  expect(eventOf(text)).toMatchObject({
    subject: 'restic',
    severity: 'critical',
    title: 'check is down, exit status 2',
    startedAt: NOW,
  });
});

test.for([
  ['anything-else.md', undefined, ['firing', 'firing', 'resolved', 'info']],
  ['pagerduty.md', '/v2/enqueue', ['firing']],
] as const)('what the commands in %s send is read', ([name, path, states]) => {
  const bodies = [...page(name).matchAll(/^curl .* -d '(.*)'$/gm)].map(([, body = '']) => body);
  const reports = bodies.map((body) => readAt(path, body));
  const events = reports.flatMap((report) => (report.ok ? report.value.events : []));
  expect(events.map(({ state }) => state)).toEqual(states);
});

test('the mapping on the page is one', () => {
  const Sources = z.object({
    sources: z.object({ leak: z.object({ mapping: AlertMapping }) }),
  });
  const { leak } = Sources.parse(parse(block('anything-else.md', 'yaml'))).sources;
  const body = { evt: { what: 'Leak' }, dev: { id: 7, name: 'cellar' }, ok: false, level: 9 };
  expect(readMapped(body, leak.mapping)).toMatchObject({
    value: { alerts: [{ title: 'Leak', state: 'firing', severity: 'critical' }] },
  });
});
