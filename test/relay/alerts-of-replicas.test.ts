import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { kumaMetrics } from '../adapters/alert-sources/answers.ts';
import { describeOnPostgres } from '../support/describe-on-postgres.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { queryPostgres } from '../support/query-postgres.ts';
import { startRecorded } from '../support/recorded-server.ts';
import { startReplica } from '../support/start-replica.ts';
import { WITHOUT_ALERTS } from '../support/without-alerts.ts';

/** The settings of a relay that texts nobody about its own areas, and asks that source. */
function asking(url: URL, cleanup: AsyncDisposableStack) {
  const folder = mkdtempSync(join(tmpdir(), 'asking-'));
  cleanup.defer(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'relay.yml');
  const sources = { self: { severity: 'info' }, kuma: { url: url.origin, token: 'a-token' } };
  writeFileSync(path, JSON.stringify({ sources }));
  return { RELAY_CONFIG: path };
}

const API_KEY = 'k'.repeat(40);
const ENV = { ...WITHOUT_ALERTS, API_KEY };

describeOnPostgres('two replicas', () => {
  test('tell each person once of what is reported to both', async () => {
    await using cleanup = new AsyncDisposableStack();
    const { url } = cleanup.use(await createTestDatabase());
    const replicas = [
      cleanup.use(await startReplica(url, ENV)),
      cleanup.use(await startReplica(url, ENV)),
    ];
    const report = (status: string) =>
      Promise.all(
        replicas.map(({ app }) =>
          app.http.inject({
            ...{ method: 'POST', url: '/hooks/freezer' },
            headers: { authorization: `Bearer ${API_KEY}` },
            payload: { title: 'Too warm', subject: 'freezer', severity: 'critical', status },
          }),
        ),
      );
    const texts = async () => {
      const rows = await queryPostgres(
        url,
        "SELECT recipient, key FROM outbox WHERE key LIKE 'alert:%'",
      );
      return rows
        .map(({ recipient, key }) => [recipient, String(key).split(':')[3]].join(' '))
        .toSorted();
    };
    const until = async (count: number): Promise<void> => {
      for (let n = 0; n < 600 && (await texts()).length < count; n += 1) await sleep(50);
    };

    for (const { statusCode } of await report('firing')) expect(statusCode).toBe(202);
    await until(2);
    const opened = ['+15550100001 open', '+15550100002 open'];
    expect(await texts()).toEqual(opened);
    await report('firing');
    await report('resolved');
    await until(4);
    await sleep(2000); // no more may follow
    expect(await texts()).toEqual([...opened, '+15550100001 over', '+15550100002 over'].toSorted());
  }, 60_000);

  test('ask a source once, and find what its webhook lost', async () => {
    await using cleanup = new AsyncDisposableStack();
    const { url } = cleanup.use(await createTestDatabase());
    const body = kumaMetrics([{ id: 7, name: 'freezer', status: 0 }]);
    const source = cleanup.use(await startRecorded(() => ({ body })));
    const env = asking(source.url, cleanup);
    cleanup.use(await startReplica(url, env));
    cleanup.use(await startReplica(url, env));
    const texts = () => queryPostgres(url, "SELECT body FROM outbox WHERE key LIKE 'alert:%'");
    for (let n = 0; n < 1200 && (await texts()).length < 2; n += 1) await sleep(50);
    await sleep(2000); // the other replica would have asked by now
    const bodies = (await texts()).map((row) => String(row['body']));
    expect(bodies).toEqual([
      expect.stringMatching(/^! freezer: down/),
      expect.stringMatching(/^! freezer: down/),
    ]);
    expect(source.requests.map(({ path }) => path)).toEqual(['/metrics']);
  }, 90_000);
});
