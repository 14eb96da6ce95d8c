import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { DAY, FakeClock, MINUTE } from '../support/fake-clock.ts';
import { ALICE } from '../support/phone-number.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { WITHOUT_ALERTS } from '../support/without-alerts.ts';

const API_KEY = 'k'.repeat(40);
const PATH = '/ping/2f0c3b1e-secret-of-the-watch';

interface Watched extends AsyncDisposable {
  readonly relay: Relay;
  readonly clock: FakeClock;
  /** The database as another process sees it. */
  readonly sql: DatabaseSync;
  /** Returns the number of questions that the outside watch has had. */
  readonly asked: () => number;
  /** The status with which it answers. */
  status: number;
  /** Lets minutes pass until a line was logged that matches. */
  readonly untilLogged: (line: RegExp) => Promise<void>;
  /** Lets a minute pass, and returns how often the watch was asked in it. */
  readonly minute: () => Promise<number>;
}

/** Starts a relay over a file, which an outside watch listens to. */
async function startWatched(): Promise<Watched> {
  await using cleanup = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'heartbeat-'));
  cleanup.defer(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'relay.db');
  let asked = 0;
  const state = { status: 200 };
  const server = createServer((request, response) => {
    if (request.url === PATH && request.method === 'GET') asked += 1;
    response.writeHead(state.status).end('OK');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanup.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');

  const clock = new FakeClock();
  const relay = cleanup.use(
    await startRelay({
      clock,
      env: {
        ...{ ...WITHOUT_ALERTS, API_KEY, DATABASE_URL: `sqlite:${file}` },
        HEARTBEAT_URL: `http://127.0.0.1:${address.port}${PATH}`,
      },
    }),
  );
  await relay.service.http.listen({ host: '127.0.0.1', port: 0 });
  const sql = cleanup.use(new DatabaseSync(file, { timeout: 5000 }));
  const owned = cleanup.move();

  const rounds = async (): Promise<number> => {
    const { body } = await relay.service.http.inject('/metrics');
    const counts = [...body.matchAll(/^sms_relay_heartbeats_total\{.*\} (\d+)$/gm)];
    return counts.reduce((sum, [, count]) => sum + Number(count), 0);
  };

  async function minute(): Promise<number> {
    const [before, done] = [asked, await rounds()];
    clock.advance(MINUTE);
    await expect.poll(rounds, { timeout: 15_000 }).toBeGreaterThan(done);
    return asked - before;
  }

  // The first round begins with the relay.
  await expect.poll(rounds, { timeout: 15_000 }).toBeGreaterThan(0);
  return {
    ...{ relay, clock, sql, minute, asked: () => asked },
    get status() {
      return state.status;
    },
    set status(status) {
      state.status = status;
    },
    async untilLogged(line) {
      await expect.poll(() => relay.logged.some((one) => line.test(one))).toBe(true);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const heartbeatsIn = async ({ relay }: Watched, outcome: string): Promise<number> => {
  const { body } = await relay.service.http.inject('/metrics');
  const line = new RegExp(`^sms_relay_heartbeats_total\\{outcome="${outcome}"\\} (\\d+)$`, 'm');
  return Number(line.exec(body)?.[1]);
};

test('the outside watch is asked once a minute, also while an alert is open, and no log has its address', async () => {
  await using watched = await startWatched();
  const { relay, minute, untilLogged } = watched;
  expect(watched.asked()).toBe(1);
  expect(await minute()).toBe(1);
  const reported = await relay.service.http.inject({
    ...{ method: 'POST', url: '/hooks/freezer' },
    headers: { authorization: `Bearer ${API_KEY}` },
    payload: { title: 'Too warm', subject: 'freezer', severity: 'critical', status: 'firing' },
  });
  expect(reported.statusCode).toBe(202);
  expect(await minute()).toBe(1);
  await untilLogged(/the outside watch has a heartbeat/);

  watched.status = 404;
  await minute();
  await untilLogged(/did not take a heartbeat/);
  expect(await heartbeatsIn(watched, 'unanswered')).toBe(1);
  expect(relay.logged.join('\n')).not.toContain('secret-of-the-watch');
});

test('a text that nobody takes stops the heartbeat, and its end begins it again', async () => {
  await using watched = await startWatched();
  const { sql, clock, minute, untilLogged } = watched;
  const add = sql.prepare(
    `INSERT INTO outbox (key, recipient, body, at, good_until, state, open, due, is_replaceable, is_first)
     VALUES ('stuck', ?, 'x', ?, ?, 'waiting', 1, ?, 0, 1)`,
  );
  const later = clock.now() + DAY;
  add.run(ALICE, clock.now() - 4 * MINUTE + 1, later, later);
  expect(await minute()).toBe(1);
  expect(await minute()).toBe(0);
  await untilLogged(/"component":"outbox","why":"1 text not sent for 5m"/);
  expect(await heartbeatsIn(watched, 'outbox')).toBe(1);
  sql.exec("UPDATE outbox SET state = 'expired', open = 0 WHERE key = 'stuck'");
  expect(await minute()).toBe(1);
});

test('a receipt older than eight days stops the heartbeat, and none at all does not', async () => {
  await using watched = await startWatched();
  const { sql, clock, minute, untilLogged } = watched;
  expect(await minute()).toBe(1);
  const put = sql.prepare("INSERT OR REPLACE INTO receipt (channel, at) VALUES ('sms', ?)");
  put.run(clock.now() - 8 * DAY + 2 * MINUTE);
  expect(await minute()).toBe(1);
  put.run(clock.now() - 8 * DAY);
  expect(await minute()).toBe(0);
  await untilLogged(/"component":"receipts"/);
});

test('a database that cannot be written stops the heartbeat', async () => {
  await using watched = await startWatched();
  const { sql, minute, untilLogged } = watched;
  sql.exec(`CREATE TRIGGER read_only BEFORE UPDATE ON alert_memo
    BEGIN SELECT RAISE(ABORT, 'attempt to write a readonly database'); END`);
  expect(await minute()).toBe(0);
  await untilLogged(/"component":"database","why":"attempt to write a readonly database"/);
  sql.exec('DROP TRIGGER read_only');
  expect(await minute()).toBe(1);
});

test('a listener that does not answer stops the heartbeat', async () => {
  await using watched = await startWatched();
  const { relay, minute, untilLogged } = watched;
  relay.service.http.server.closeAllConnections();
  relay.service.http.server.close();
  expect(await minute()).toBe(0);
  await untilLogged(/"component":"intake"/);
});
