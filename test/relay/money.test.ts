import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { advanceUntilSeen } from '../support/advance-until.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE } from '../support/phone-number.ts';
import { startRelay } from '../support/relay.ts';
import { WITHOUT_ALERTS } from '../support/without-alerts.ts';

const API_KEY = 'k'.repeat(40);

/** Starts a relay over a file, with $10 for the texts of a month. */
async function startPoorRelay(env: NodeJS.ProcessEnv = {}) {
  await using cleanup = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'money-'));
  cleanup.defer(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'relay.db');
  const clock = new FakeClock();
  const settings = { API_KEY, TEXTS_MONTHLY_USD: '10', DATABASE_URL: `sqlite:${file}`, ...env };
  const relay = cleanup.use(await startRelay({ clock, env: { ...WITHOUT_ALERTS, ...settings } }));
  await relay.service.http.listen({ host: '127.0.0.1', port: 0 });
  const sql = cleanup.use(new DatabaseSync(file, { timeout: 5000 }));
  const spent = sql.prepare(
    `INSERT INTO text_month (month, received, micros) VALUES ('2026-11', 400, ?)
     ON CONFLICT (month) DO UPDATE SET micros = excluded.micros`,
  );
  const read = sql.prepare('SELECT body, state, code, importance FROM outbox ORDER BY id');
  const owned = cleanup.move();
  return {
    ...{ relay, clock, spend: (dollars: number) => spent.run(dollars * 1_000_000) },
    /** All texts that the relay started, the oldest first. */
    texts: () => read.all(),
    report: async (severity: string, title: string): Promise<void> => {
      const { statusCode } = await relay.service.http.inject({
        ...{ method: 'POST', url: '/hooks/freezer' },
        headers: { authorization: `Bearer ${API_KEY}` },
        payload: { title, subject: title, key: title, severity, status: 'firing' },
      });
      expect(statusCode).toBe(202);
    },
    healthTexts: async (): Promise<string> => (await relay.service.http.inject('/health')).body,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

test('cost is told in one line, and by every word for it', async () => {
  await using poor = await startPoorRelay();
  const { alice } = poor.relay;
  poor.spend(6.2);
  await alice.texts('cost');
  alice.hears(
    'Nov: 401 texts about $6.21 of $10, number about $1.15.\nTexts: 401 in, 0 out.\nB)ack',
  );
  for (const word of ['Costs', 'money', 'bill?', 'how much money']) {
    await alice.texts(word);
    alice.hears(/^Nov: 40\d texts about \$6\.\d\d of \$10, number about \$1\.15\./);
  }
});

test('beyond the limit critical alerts and answers to operators go out, and nothing else', async () => {
  await using poor = await startPoorRelay();
  const { relay, clock, texts, report, healthTexts } = poor;
  const { alice, bob } = relay;
  await bob.texts('hi');
  bob.hears(/^DEMO/);
  poor.spend(10);
  await report('warning', 'humidity');
  await report('critical', 'freezer');
  const ended = () => {
    const [warning, critical] = ['humidity', 'freezer'].map((word) =>
      texts().find(({ body }) => String(body).includes(word)),
    );
    const isQuiet = texts().every(({ state }) => ['refused', 'delivered'].includes(String(state)));
    return isQuiet &&
      texts().length >= 3 && // the notice of the limit is one of them
      warning?.['state'] === 'refused' &&
      critical?.['state'] === 'delivered'
      ? [warning['code'], critical['importance']]
      : undefined;
  };
  expect(await advanceUntilSeen(clock, ended)).toEqual([2, 'critical']);
  await alice.texts('hi'); // an operator
  alice.hears(/^DEMO/);
  await bob.texts('hi'); // who may only look
  bob.expectNothingUnheard();

  const used = texts().filter(({ body }) => String(body).startsWith('Texts have used up'));
  expect(used).toHaveLength(1);
  expect(used[0]).toMatchObject({
    body: 'Texts have used up the $10 of Nov. Until 1 Dec only critical alerts, codes and answers to operators go out. cost tells more.',
    importance: 'critical',
  });
  expect(await healthTexts()).toContain('monthly limit of $10 for texts used up until 1 Dec');
  const { body: metrics } = await relay.service.http.inject('/metrics');
  expect(metrics).toMatch(/^sms_relay_texts_month_dropped 1$/m);
  expect(metrics).toMatch(/^sms_relay_texts_month_limit_dollars 10$/m);
  expect(relay.logged.join('\n')).toContain("the month's limit for texts is used up");
  await alice.texts('cost');
  alice.hears(/1 not sent\.\n! The limit is used up until 1 Dec\./);
});

test('at four fifths every operator gets one text, which is delivered', async () => {
  await using poor = await startPoorRelay({ ALLOWED_PHONE_NUMBER: ALICE });
  const { relay, clock, texts } = poor;
  poor.spend(8);
  await relay.alice.texts('hi');
  relay.alice.forgets();
  const notices = () => texts().filter(({ body }) => String(body).startsWith('Texts cost'));
  const told = () => notices().find(({ state }) => state === 'delivered')?.['body'];
  expect(await advanceUntilSeen(clock, told)).toMatch(
    /^Texts cost about \$8\.0\d of \$10 in Nov\./,
  );
  expect(notices()).toHaveLength(1);
});
