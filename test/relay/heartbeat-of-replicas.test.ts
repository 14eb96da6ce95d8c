import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { describeOnPostgres } from '../support/describe-on-postgres.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { startReplica } from '../support/start-replica.ts';
import { WITHOUT_ALERTS } from '../support/without-alerts.ts';

const ASKED = /^sms_relay_heartbeats_total\{outcome="asked"\} (\d+)$/m;
const LEADS = /^sms_relay_leads (\d)$/m;

describeOnPostgres('two replicas', () => {
  test('have one heartbeat: only the one that leads asks the outside watch', async () => {
    await using cleanup = new AsyncDisposableStack();
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end('OK');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    cleanup.defer(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no address');
    const { url } = cleanup.use(await createTestDatabase());
    const env = { ...WITHOUT_ALERTS, HEARTBEAT_URL: `http://127.0.0.1:${address.port}/ping` };
    const replicas = [
      cleanup.use(await startReplica(url, env)),
      cleanup.use(await startReplica(url, env)),
    ];
    for (const { app } of replicas) await app.http.listen({ host: '127.0.0.1', port: 0 });

    const states = () =>
      Promise.all(
        replicas.map(async ({ app }) => {
          const { body } = await app.http.inject('/metrics');
          return [Number(LEADS.exec(body)?.[1]), Number(ASKED.exec(body)?.[1])].join();
        }),
      );
    await expect.poll(states, { timeout: 20_000 }).toEqual(expect.arrayContaining(['1,1']));
    expect((await states()).toSorted()).toEqual(['0,0', '1,1']);
    expect(asked).toBe(1);
  }, 60_000);
});
