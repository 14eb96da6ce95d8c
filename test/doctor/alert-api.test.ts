import { pino } from 'pino';
import { expect, test } from 'vitest';
import { alertApiChecks } from '../../src/app/doctor-alert-apis.ts';
import type { AlertApiKind } from '../../src/config/alert-apis.ts';
import { systemClock } from '../../src/core/clock.ts';
import { Secret } from '../../src/core/secret.ts';
import { amStatus, kumaMetrics, listedAlert } from '../adapters/alert-sources/answers.ts';
import { containing, matching } from '../support/matching.ts';
import { type RecordedAnswer, startRecorded } from '../support/recorded-server.ts';

/** Returns the findings about a source that gives these answers. */
async function examine(
  kind: AlertApiKind,
  answer: (path: string) => RecordedAnswer,
  token?: string,
) {
  await using server = await startRecorded(({ path }) => answer(path));
  return await examineAt(kind, server.url, token);
}

async function examineAt(kind: AlertApiKind, url: URL, token?: string) {
  await using cleanup = new AsyncDisposableStack();
  const trust = { ca: undefined, fingerprint: undefined };
  const api = { kind, url, trust, user: undefined, receiver: undefined };
  const given = token === undefined ? undefined : new Secret(token);
  const checks = alertApiChecks({
    config: {
      alertSources: new Map([
        ['house', { api: { ...api, token: given } }],
        ['plain', {}],
      ]),
      proxies: { proxyFor: () => undefined },
    },
    ...{ clock: systemClock, log: pino({ level: 'silent' }), cleanup },
  });
  const findings = await Promise.all(checks.map(({ run }) => run()));
  return findings.flat().map((finding) => ({
    ...finding,
    says: finding.says.replace(/127\.0\.0\.1:\d+/, 'HOST'),
  }));
}

const am = (path: string): RecordedAnswer => ({
  body: JSON.stringify(
    path.startsWith('/api/v2/status')
      ? amStatus()
      : path.includes('silences')
        ? []
        : [listedAlert()],
  ),
});

test('a source that answers is named with what it lists', async () => {
  const metrics = kumaMetrics([
    { id: 1, name: 'nas', status: 0 },
    { id: 2, name: 'web', status: 1 },
  ]);
  expect(await examine('uptime-kuma', () => ({ body: metrics }), 'key')).toEqual([
    {
      ...{ subject: 'Alerts house', state: 'ok' },
      says: 'http://HOST answers: 2 things listed, 1 firing',
    },
  ]);
});

test('with a token, snoozes reach the source too', async () => {
  expect(await examine('alertmanager', am)).toMatchObject([
    { says: 'http://HOST answers: 1 thing listed, 1 firing' },
  ]);
  expect(await examine('alertmanager', am, 'key')).toMatchObject([
    { state: 'ok', says: matching(/; snoozes are silences there too$/) },
  ]);
  const denied = (path: string): RecordedAnswer =>
    path.includes('silences') ? { status: 403, body: 'no' } : am(path);
  expect(await examine('alertmanager', denied, 'key')).toMatchObject([
    { state: 'note', says: containing('its silences cannot be read') },
  ]);
});

test('a source that refuses the key, or is another one, is wrong, with the setting to look at', async () => {
  expect(await examine('gatus', () => ({ status: 401, body: '' }))).toMatchObject([
    {
      state: 'wrong',
      says: containing('refuses our key'),
      next: 'Check sources.house.token in RELAY_CONFIG.',
    },
  ]);
  expect(await examine('uptime-kuma', () => ({ body: '<html>' }))).toMatchObject([
    { state: 'wrong', next: containing('sources.house.url in RELAY_CONFIG') },
  ]);
});

test('a source that is away is wrong', async () => {
  expect(await examineAt('gatus', new URL('http://127.0.0.1:9'))).toMatchObject([
    { state: 'wrong', next: containing('sources.house.url') },
  ]);
});
