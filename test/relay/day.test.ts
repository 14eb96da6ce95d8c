import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openPool } from '../../src/adapters/storage/postgres/database.ts';
import { migrate } from '../../src/adapters/storage/postgres/migrate.ts';
import { createStores as createPostgresStores } from '../../src/adapters/storage/postgres/stores.ts';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { createStores } from '../../src/adapters/storage/sqlite/stores.ts';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import { createIncoming } from '../../src/app/incoming.ts';
import { createOutgoing } from '../../src/app/outgoing.ts';
import { DELIVERY_STATES, isEnd } from '../../src/channels/delivery-state.ts';
import { loadConfig } from '../../src/config/config.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import type { PhoneNumber } from '../../src/core/phone-number.ts';
import { seededRandom } from '../../src/demo/seeded-random.ts';
import { createSoleLeadership } from '../../src/store/leadership.ts';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from '../support/account.ts';
import { startCarrier } from '../support/carrier.ts';
import { describeOnPostgres } from '../support/describe-on-postgres.ts';
import { DAY, FakeClock, HOUR, MINUTE } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/phone-number.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { REPLICA } from '../support/replica.ts';
import { startServer } from '../support/server.ts';
import { runsOf } from '../support/share.ts';
import { type Traffic, untilQuiet, watchTraffic } from '../support/traffic.ts';
import { watchDatabase } from '../support/watch-database.ts';

const TEXTS = runsOf(1000);
const ALERTS = runsOf(200);
const TEXTS_PER_HOUR = runsOf(60);

const folder = mkdtempSync(join(tmpdir(), 'day-'));
afterAll(() => rmSync(folder, { recursive: true }));
const afterwards = new AsyncDisposableStack();
afterAll(() => afterwards.disposeAsync());

/** The same chances in every run, so that a failure can be looked at again. */
function chances(seed: string) {
  let draws = 0;
  const below = (most: number): number => {
    draws += 1;
    return Math.floor(seededRandom(seed, draws) * most);
  };
  return {
    below,
    oneOf<T>(things: readonly T[]): T {
      const thing = things[below(things.length)];
      if (thing === undefined) throw new Error('nothing to choose from');
      return thing;
    },
  };
}

type Event =
  | {
      readonly at: number;
      readonly kind: 'text';
      readonly from: PhoneNumber;
      readonly body: string;
    }
  | { readonly at: number; readonly kind: 'alert'; readonly to: PhoneNumber; readonly body: string }
  | { readonly at: number; readonly kind: 'switch' };

type Rows = readonly Readonly<Record<string, unknown>>[];

/** An engine on which a day is lived. */
interface Engine {
  readonly stores: Stores;
  /** The questions to a server: time stands still until they are answered. */
  readonly traffic: readonly Traffic[];
  /** Returns the rows of a table once everything has ended. */
  readonly rows: (table: string) => Promise<Rows>;
}

type OpenEngine = (clock: FakeClock, cleanup: AsyncDisposableStack) => Promise<Engine>;

const onSqlite: OpenEngine = async (clock, cleanup) => {
  const url = `sqlite:${join(folder, 'day.db')}`;
  const settings = { textsPerHour: TEXTS_PER_HOUR, clock };
  return {
    stores: createStores(cleanup.use(openDatabase(url)), settings),
    traffic: [],
    async rows(table) {
      using database = openDatabase(url);
      return database.sql.prepare(`SELECT * FROM ${table}`).all();
    },
  };
};

const onPostgres: OpenEngine = async (clock, cleanup) => {
  const { url, [Symbol.asyncDispose]: drop } = await createTestDatabase();
  await migrate(url, 'test');
  const { watched, traffic } = watchDatabase(cleanup.use(openPool({ url, replica: 'test' })));
  const settings = { replica: randomUUID(), textsPerHour: TEXTS_PER_HOUR, clock };
  const stores = createPostgresStores(watched, { ...settings, fencingToken: () => undefined });
  cleanup.defer(stores.finishTexts);
  return {
    stores,
    traffic: [traffic],
    async rows(table) {
      await using pool = openPool({ url, replica: 'test' });
      const rows = await pool.rows({ name: table, text: `SELECT * FROM ${table}` });
      if (table === 'inbox') afterwards.defer(drop);
      return rows;
    },
  };
};

/** A relay with an inbox and an outbox, whose conversation only echoes, in its own good time. */
async function startDay(open: OpenEngine) {
  const clock = new FakeClock();
  const luck = chances('a day');
  const cleanup = new AsyncDisposableStack();
  let address = '';
  const carrier = cleanup.use(
    await startCarrier({ clock, reach: (url) => url.replace(PUBLIC_URL, address) }),
  );

  const loaded = await loadConfig({
    PUBLIC_URL,
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_PHONE_NUMBER: RELAY_NUMBER,
    ALLOWED_PHONE_NUMBER: `${ALICE},${BOB}:viewer`,
    TEXTS_PER_HOUR: String(TEXTS_PER_HOUR),
    ANSWERS_PER_DAY: '1000000',
  });
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  const config = loaded.value;

  const handled: string[] = [];
  const log = pino({ level: 'silent' });
  const { stores, traffic, rows } = await open(clock, cleanup);
  const leadership = createSoleLeadership(REPLICA);
  const time = createLocalTime(clock, 'UTC');
  const { dispatcher, budget } = cleanup.use(
    createOutgoing({
      ...{ config, people: config.people, stores, leadership, clock, time, log },
      apiUrl: () => carrier.url,
    }),
  );
  const inboundHandler = await createIncoming({
    ...{ config, stores, leadership, dispatcher, budget, clock, log, cleanup },
    timeOf: () => time,
    countMessage() {},
    async converse(_from, { body }, secured) {
      await secured();
      handled.push(body);
      await clock.wait(luck.oneOf([0, 0, 0, 0, 0, 0, 0, 3000, 7500, 20_000, 45_000]));
      return { reply: { body: `re: ${body}` }, move: () => ({ apply() {} }) };
    },
  });

  const http = await startServer({
    twilio: {
      personAt: config.people.at,
      answer: inboundHandler.handle,
      onResponseSent: inboundHandler.onResponseSent,
    },
    onReport: dispatcher.onReport,
  });
  const requests = watchTraffic(http.server);
  address = await http.listen({ host: '127.0.0.1', port: 0 });
  cleanup.defer(() => http.close());

  /** Time stands still while anybody talks. */
  const quiet = () => untilQuiet(requests, carrier.requests, ...traffic);

  return { clock, luck, carrier, handled, dispatcher, rows, quiet, cleanup };
}

const people = [ALICE, ALICE, BOB];

/** What happens on this day, in order. */
function plan(luck: ReturnType<typeof chances>): readonly Event[] {
  const texts = Array.from({ length: TEXTS }, (_, id) => ({
    ...{ at: luck.below(DAY), kind: 'text' as const },
    ...{ from: luck.oneOf(people), body: `question ${id}` },
  }));
  const alerts = Array.from({ length: ALERTS }, (_, id) => ({
    ...{ at: luck.below(DAY), kind: 'alert' as const },
    ...{ to: luck.oneOf(people), body: `ALERT ${id}` },
  }));
  const switches = Array.from({ length: DAY / (10 * MINUTE) }, (_, id) => ({
    ...{ at: id * 10 * MINUTE, kind: 'switch' as const },
  }));
  const words: readonly Event[] = [
    { at: 6 * HOUR, kind: 'text', from: BOB, body: 'STOP' },
    { at: 8 * HOUR, kind: 'text', from: BOB, body: 'START' },
  ];
  return [...texts, ...alerts, ...switches, ...words].toSorted((a, b) => a.at - b.at);
}

const Sent = z.object({
  recipient: z.string(),
  body: z.string(),
  state: z.enum(DELIVERY_STATES),
  sid: z.string().nullable(),
});

const Came = z.object({
  way: z.string(),
  done: z.union([z.boolean(), z.number().transform((value) => value === 1)]),
  answer: z.string().nullable(),
});

/** Live through the day, and ten quiet hours after it; then look at what is left. */
async function live(open: OpenEngine) {
  const day = await startDay(open);
  const { clock, luck, carrier, handled, dispatcher, rows, quiet, cleanup } = day;
  const switches = carrier.switches();
  const normal = Object.fromEntries(switches.map((it) => [it.name, it.options[0]?.value ?? '']));
  const deliveries: Promise<unknown>[] = [];

  const happen = {
    text: ({ from, body }: Event & { kind: 'text' }) =>
      void deliveries.push(carrier.text(from, body)),
    alert: ({ to, body }: Event & { kind: 'alert' }) =>
      dispatcher.enqueue({ key: body, to, body, goodUntil: clock.now() + HOUR }),
    switch() {
      const { name, options } = luck.oneOf(switches);
      carrier.set({ ...normal, [name]: luck.oneOf(options).value });
    },
  };
  const began = clock.now();
  for (const event of plan(luck)) {
    await clock.elapse(Math.max(0, began + event.at - clock.now()), quiet);
    if (event.kind === 'text') happen.text(event);
    else if (event.kind === 'alert') void happen.alert(event);
    else happen.switch();
  }
  carrier.set(normal);
  await clock.elapse(10 * HOUR, quiet);
  await Promise.all(deliveries);
  await cleanup.disposeAsync(); // the last acknowledgments are written at the end

  const outbox = (await rows('outbox')).map((row) => Sent.parse(row));
  const inbox = (await rows('inbox')).map((row) => Came.parse(row));
  const messages = new Map(carrier.messages().map((message) => [message.sid, message]));
  const heard = [...carrier.textsTo(ALICE), ...carrier.textsTo(BOB)];
  return { outbox, inbox, handled, messages, heard, total: carrier.total() };
}

const DAY_OF_TEXTS = `a day of ${TEXTS} texts and ${ALERTS} alerts, with whatever goes wrong`;

describe(`${DAY_OF_TEXTS}, on SQLite`, () => livedOn(onSqlite));
describeOnPostgres(`${DAY_OF_TEXTS}, on PostgreSQL`, () => livedOn(onPostgres));

function livedOn(open: OpenEngine): void {
  let day: Awaited<ReturnType<typeof live>>;
  beforeAll(async () => {
    day = await live(open);
  }, 300_000);

  test('every text is there once, was worked on once, and is done with', () => {
    const { inbox, handled } = day;
    expect(inbox).toHaveLength(TEXTS + 2);
    expect(inbox.filter(({ done }) => !done)).toEqual([]);
    expect(new Set(handled).size).toBe(handled.length);
    const silent = inbox.filter(({ answer }) => answer === null);
    expect(handled.length + silent.length).toBe(TEXTS + 2);
  });

  test('every alert and every late answer is in the outbox once, and came to an end', () => {
    const { outbox, inbox } = day;
    const late = inbox.filter(({ way }) => way === 'text');
    expect(late.length).toBeGreaterThan(runsOf(100));
    expect(outbox).toHaveLength(ALERTS + late.length);
    expect(outbox.filter(({ state }) => !isEnd(state))).toEqual([]);
  });

  test('what the relay believes to be delivered was heard, and nobody heard what nobody said', () => {
    const { outbox, handled, heard } = day;
    const delivered = outbox.filter(({ state }) => state === 'delivered');
    expect(delivered.filter(({ body }) => !heard.includes(body))).toEqual([]);
    const said = new Set([
      ...handled.map((body) => `re: ${body}`),
      ...outbox.map(({ body }) => body),
    ]);
    const byCarrier = /subscribed/;
    expect(heard.filter((text) => !said.has(text) && !byCarrier.test(text))).toEqual([]);
  });

  test('the relay believes what the carrier knows', () => {
    const { outbox, messages } = day;
    const taken = outbox.filter(({ sid }) => sid !== null);
    const differing = taken.filter(({ sid, state }) => {
      const status = messages.get(sid ?? '')?.status;
      return status !== (state === 'unconfirmed' ? 'sent' : state);
    });
    expect(differing).toEqual([]);
  });

  test('the bill is the sum of its items', () => {
    const { messages, total } = day;
    const billed = [...messages.values()].filter(({ sentAt }) => sentAt !== undefined);
    const sum = (of: 'segments' | 'cents') => billed.reduce((all, it) => all + it[of], 0);
    expect(total).toMatchObject({ texts: billed.length, segments: sum('segments') });
    expect(total.cents).toBeCloseTo(sum('cents'));
  });

  test('never more texts in an hour than allowed', () => {
    const sent = [...day.messages.values()]
      .filter(({ direction }) => direction === 'outbound-api')
      .map(({ createdAt }) => createdAt)
      .toSorted((a, b) => a - b);
    const spans = sent.slice(TEXTS_PER_HOUR).map((at, index) => at - (sent[index] ?? at));
    expect(spans.length).toBeGreaterThan(runsOf(100));
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(HOUR);
  });
}
