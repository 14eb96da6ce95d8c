import { expect, test } from 'vitest';
import { describeOnPostgres } from '../support/describe-on-postgres.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { queryPostgres } from '../support/query-postgres.ts';
import { startReplica } from '../support/start-replica.ts';
import { WITHOUT_ALERTS } from '../support/without-alerts.ts';

const ENV = { ...WITHOUT_ALERTS, TEXTS_MONTHLY_USD: '10' };
const MONTH = new Date().toISOString().slice(0, 7);

describeOnPostgres('two replicas', () => {
  test('share the money of the month, and each mark is told once', async () => {
    await using cleanup = new AsyncDisposableStack();
    const { url } = cleanup.use(await createTestDatabase());
    const replicas = [
      cleanup.use(await startReplica(url, ENV)),
      cleanup.use(await startReplica(url, ENV)),
    ];
    const spend = (dollars: number) =>
      queryPostgres(
        url,
        `INSERT INTO text_month (month, received, micros) VALUES ('${MONTH}', 1, ${dollars * 1_000_000})
         ON CONFLICT (month) DO UPDATE SET micros = excluded.micros`,
      );
    const textAll = async (): Promise<void> => {
      await Promise.all(replicas.flatMap(({ alice, bob }) => [alice.texts('hi'), bob.texts('hi')]));
      for (const { alice, bob } of replicas) {
        alice.forgets();
        bob.forgets();
      }
    };
    const told = async (): Promise<readonly string[]> => {
      const rows = await queryPostgres(
        url,
        "SELECT recipient, body FROM outbox WHERE key LIKE 'texts-limit:%'",
      );
      return rows
        .map(({ recipient, body }) => [recipient, String(body).slice(0, 20)].join(' '))
        .toSorted();
    };
    /** Lets both store what they have counted, and look at the limit once more. */
    const settle = async (): Promise<void> => {
      for (const { app } of replicas) await app.http.inject('/health');
    };

    await spend(8);
    await textAll();
    const first = ['+15550100001 Texts cost about $8.', '+15550100002 Texts cost about $8.'];
    await expect.poll(told, { timeout: 20_000 }).toEqual(first);
    await spend(10);
    await textAll();
    const last = ['+15550100001 Texts have used up t', '+15550100002 Texts have used up t'];
    await expect.poll(told, { timeout: 20_000 }).toEqual([...first, ...last].toSorted());
    await textAll();
    await settle();
    expect(await told()).toHaveLength(4);
    const [costs] = await queryPostgres(url, 'SELECT received, sent FROM text_month');
    expect(Number(costs?.['received'])).toBe(1 + 3 * 4);
  }, 60_000);
});
