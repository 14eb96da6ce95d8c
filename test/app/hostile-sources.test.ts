import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { RECONCILE_TIMING } from '../../src/alerts/reconcile.ts';
import { createRound } from '../../src/app/reconcile-source.ts';
import type { AlertApiKind } from '../../src/config/alert-apis.ts';
import { amStatus, kumaMetrics, listedAlert } from '../adapters/alert-sources/answers.ts';
import { alertApiOf } from '../support/alert-api.ts';
import { down, openAlertHouse } from '../support/alert-house.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { type RecordedAnswer, startRecorded } from '../support/recorded-server.ts';

const KINDS: readonly AlertApiKind[] = [
  ...(['alertmanager', 'grafana', 'uptime-kuma', 'gatus', 'healthchecks'] as const),
];

/** Cut off in the middle; never answered; endless; not what it says. */
const HOSTILE: Readonly<Record<string, RecordedAnswer>> = {
  'an error': { status: 500, body: 'boom' },
  'a refusal': { status: 403, body: '[]' },
  'a redirect': { status: 302, body: '[]', headers: { location: 'http://127.0.0.1:9/metadata' } },
  nothing: { body: '' },
  'no content': { status: 204, body: '' },
  null: { body: 'null' },
  'an object': { body: '{}' },
  'a number': { body: '7' },
  'a page': { body: '<html><form>Password</form></html>' },
  'a cut list': { body: '[{"fingerprint":"a626bd8888f00358","labels"' },
  'lists in lists': { body: '['.repeat(20_000) + ']'.repeat(20_000) },
  'a list of everything else': {
    body: JSON.stringify([null, 7, 'x', [], {}, { name: {} }, { labels: [] }, { results: 'x' }]),
  },
  'checks of everything else': { body: JSON.stringify({ checks: [null, 7, {}, { name: 'x' }] }) },
  'a huge text': { body: `[${'"x",'.repeat(30_000)}"${'x'.repeat(6_000_000)}"]` },
  'a small answer that is huge': (response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end(gzipSync(Buffer.alloc(8_000_000, ' ')));
  },
  'an end in the middle': (response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('[');
    setImmediate(() => response.destroy());
  },
};

test.for(KINDS.flatMap((kind) => Object.keys(HOSTILE).map((name) => [kind, name] as const)))(
  '%s that answers with %s ends nothing, begins nothing, and is told or changes nothing',
  async ([kind, name]) => {
    using house = openAlertHouse();
    const answer = HOSTILE[name];
    if (!answer) throw new Error(name);
    await using server = await startRecorded(() => answer);
    await using source = alertApiOf({ source: 'kuma', kind, url: server.url });
    const round = createRound({
      ...{ source, alerts: house.alerts, timing: RECONCILE_TIMING, clock: house.clock },
      lowerOwn: (event) => event,
      ...{ countRound: () => {}, countRepairs: () => {} },
    });
    // The source is known to be the right one.
    await house.stores.alerts.save({
      memos: new Map([
        ['source:kuma', { address: server.url.href, hasMatched: true, missing: [] }],
      ]),
    });
    await house.report(0, down('nas'));
    for (const at of [300, 900, 1800]) {
      await house.until(at);
      await round(new AbortController().signal);
    }
    const { value } = await house.alerts.view(({ book }) =>
      book.incidents().flatMap(({ id }) => book.members(id)),
    );
    const others = value.filter(({ key }) => key !== 'source:kuma');
    expect(others.map(({ key, state }) => [key, state])).toEqual([['nas', 'firing']]);
  },
);

test('a source that never answers is given up after the time limit, and told in the end', async () => {
  using house = openAlertHouse();
  const responses: { destroy(): void }[] = [];
  await using server = await startRecorded(() => (response) => void responses.push(response));
  await using source = alertApiOf({ kind: 'alertmanager', url: server.url });
  const round = createRound({
    ...{ source, alerts: house.alerts, timing: RECONCILE_TIMING, clock: house.clock },
    lowerOwn: (event) => event,
    ...{ countRound: () => {}, countRepairs: () => {} },
  });
  expect(await round(new AbortController().signal)).toBe('failed');
}, 15_000);

test('a source that lists thousands of alerts is cut, and not taken for whole', async () => {
  const alerts = Array.from({ length: 2500 }, (_, at) => listedAlert({ fingerprint: `f${at}` }));
  await using server = await startRecorded(({ path }) => ({
    body: JSON.stringify(path.startsWith('/api/v2/status') ? amStatus() : alerts),
  }));
  await using source = alertApiOf({ kind: 'alertmanager', url: server.url });
  const reading = await source.api.read();
  expect(reading).toMatchObject({ ok: true, value: { isWhole: false } });
  expect(reading.ok && reading.value.alerts.length).toBe(1000);
});

test('lines that only look like metrics are skipped', async () => {
  const lines = [
    `monitor_status{${'a="'.repeat(6000)}`,
    `monitor_status{${'a="\\"",'.repeat(2000)}} x`,
    `monitor_status{a="${'\\'.repeat(19_000)}`,
  ];
  const text =
    kumaMetrics([{ id: 1, name: 'nas', status: 0 }]) + `${lines.join('\n')}\n`.repeat(20);
  await using server = await startRecorded(() => ({ body: text }));
  await using source = alertApiOf({ kind: 'uptime-kuma', url: server.url, clock: new FakeClock() });
  const reading = await source.api.read();
  expect(reading).toMatchObject({
    value: { isWhole: false, alerts: [{ state: 'firing', event: { key: '1' } }] },
  });
});
