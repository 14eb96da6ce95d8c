import { expect, test } from 'vitest';
import { alertApiOf } from '../../support/alert-api.ts';
import { matching } from '../../support/matching.ts';
import { type RecordedRequest, startRecorded } from '../../support/recorded-server.ts';
import { listedAlert } from './answers.ts';

const silence = (id: string, createdBy: string, state = 'active') => ({
  ...{ id, createdBy, comment: 'why', endsAt: '2026-11-28T12:00:00.000Z', status: { state } },
  ...{ matchers: [], startsAt: '2026-11-28T10:00:00.000Z', updatedAt: '2026-11-28T10:00:00.000Z' },
});

/** A Grafana that keeps silences. */
async function openGrafana(silences: unknown = []) {
  const answers: Readonly<Record<string, unknown>> = {
    'GET alerts': [listedAlert()],
    'GET silences': silences,
    'POST silences': { silenceID: 'new-1' },
  };
  const server = await startRecorded(({ method, path }) => {
    const name = `${method} ${path.replace(/^.*\/v2\//, '').replace(/\?.*/, '')}`;
    return { body: name in answers ? JSON.stringify(answers[name]) : '' };
  });
  const made = alertApiOf({ kind: 'grafana', url: server.url, token: 'glsa_x' });
  if (!made.api.snoozes) throw new Error('no snoozes');
  return {
    snoozes: made.api.snoozes,
    requests: server.requests,
    async [Symbol.asyncDispose]() {
      await made[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

const order = { key: 'a626bd8888f00358', until: Date.UTC(2026, 10, 28, 12), comment: 'why' };
const posted = ({ method }: RecordedRequest): boolean => method === 'POST';

test('only silences in force that a relay made are listed', async () => {
  const silences = [
    silence('1', 'sms-relay'),
    silence('2', 'anna'),
    silence('3', 'sms-relay', 'expired'),
    silence('4', 'sms-relay', 'pending'),
  ];
  await using grafana = await openGrafana(silences);
  const until = Date.UTC(2026, 10, 28, 12);
  expect(await grafana.snoozes.list()).toEqual({
    ok: true,
    value: ['1', '4'].map((id) => ({ id, comment: 'why', until })),
  });
});

test('a silence has all labels of the alert, and a replaced one its id', async () => {
  await using grafana = await openGrafana();
  expect(await grafana.snoozes.begin(order, undefined)).toEqual({ ok: true, value: 'new-1' });
  await grafana.snoozes.begin(order, 'old-1');
  const [first, second] = grafana.requests.filter(posted);
  expect(first?.path).toBe('/api/alertmanager/grafana/api/v2/silences');
  expect(first?.headers.authorization).toBe('Bearer glsa_x');
  expect(JSON.parse(first?.body ?? '')).toEqual({
    matchers: Object.entries(listedAlert().labels).map(([name, value]) => ({
      ...{ name, value, isRegex: false, isEqual: true },
    })),
    startsAt: matching(/^2\d{3}-.*Z$/),
    ...{ createdBy: 'sms-relay', comment: 'why', endsAt: '2026-11-28T12:00:00.000Z' },
  });
  expect(JSON.parse(second?.body ?? '')).toMatchObject({ id: 'old-1' });
});

test('an alert that is not listed there is not silenced', async () => {
  await using grafana = await openGrafana();
  expect(await grafana.snoozes.begin({ ...order, key: 'other' }, undefined)).toMatchObject({
    ok: false,
  });
  expect(grafana.requests.filter(posted)).toEqual([]);
});

test('a silence is ended by its id', async () => {
  await using grafana = await openGrafana();
  expect(await grafana.snoozes.end('a/b')).toEqual({ ok: true, value: undefined });
  expect(grafana.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'DELETE /api/alertmanager/grafana/api/v2/silence/a%2Fb',
  ]);
});

test('a list of silences of another form is a failure', async () => {
  await using grafana = await openGrafana([{ id: '../x', createdBy: 'sms-relay' }]);
  expect(await grafana.snoozes.list()).toMatchObject({ ok: false });
});
