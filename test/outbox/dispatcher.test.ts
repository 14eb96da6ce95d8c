import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { createOutboxTable } from '../../src/adapters/storage/sqlite/outbox-table.ts';
import { createStores } from '../../src/adapters/storage/sqlite/stores.ts';
import { createSuppressionTable } from '../../src/adapters/storage/sqlite/suppression-table.ts';
import { CARRIER_STATES, isEnd, rankOf } from '../../src/channels/delivery-state.ts';
import type { SendOutcome } from '../../src/channels/transport.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { currentTraceId, withTrace } from '../../src/core/trace.ts';
import type { DeliveryUpdate } from '../../src/outbox/delivery.ts';
import { describeOutbox } from '../../src/outbox/describe-outbox.ts';
import { createDispatcher } from '../../src/outbox/dispatcher.ts';
import type { Outbox } from '../../src/outbox/outbox.ts';
import { createSoleLeadership, type Duty, type Leadership } from '../../src/store/leadership.ts';
import { DAY, FakeClock, HOUR, MINUTE } from '../support/fake-clock.ts';
import { FakeTransport, refused, taken, unknown, unreachable } from '../support/fake-transport.ts';
import { ALICE, BOB, RELAY } from '../support/phone-number.ts';
import { REPLICA } from '../support/replica.ts';
import { runsOf } from '../support/share.ts';
import { receivedText } from '../support/stores.ts';

const SECOND = 1000;

interface Opening {
  readonly leadership?: Pick<Leadership, 'lead'>;
  readonly outbox?: Outbox;
  readonly maxIdleMs?: number;
}

function startCourier({ textsPerHour = 1000, url = 'memory:', clock = new FakeClock() } = {}) {
  const database = openDatabase(url);
  const { inbox, outbox: store, suppressions } = createStores(database, { textsPerHour, clock });
  /** The rows as they are now. */
  const outbox = createOutboxTable(database);
  const transport = new FakeTransport(clock);
  const logged: object[] = [];
  const trips: string[] = [];
  const counted: string[] = [];
  function open({
    leadership = createSoleLeadership(REPLICA),
    outbox = store,
    maxIdleMs,
  }: Opening = {}) {
    const created = createDispatcher({
      outbox,
      maxIdleMs,
      suppressionOf: suppressions.of,
      transport,
      clock,
      log: {
        debug: (_, words) => trips.push(`${words} ${currentTraceId()}`),
        info: (_, words) => trips.push(`${words} ${currentTraceId()}`),
        warn: (details) => logged.push(details),
        error: (details) => logged.push(details),
      },
      sender: RELAY,
      reportUrl: 'https://relay.example.org/sms/status',
      textsPerHour,
      watch: {
        onAccepted: ({ to, segments }) => counted.push(`${to} ${segments}`),
        onEnded: (state) => counted.push(state),
      },
    });
    const sending = leadership.lead(created.sendTexts);
    return {
      ...created,
      [Symbol.dispose]() {
        created[Symbol.dispose]();
        sending[Symbol.dispose]();
      },
    };
  }
  const dispatcher = open();
  let count = 0;
  let answered = 0;
  const post = (body: string, to: string = ALICE, goodFor = 10 * MINUTE): number => {
    count += 1;
    void dispatcher.enqueue({ key: `test:${count}`, to, body, goodUntil: clock.now() + goodFor });
    return count;
  };
  const time = createLocalTime(clock, 'UTC');
  return {
    ...{
      database,
      outbox,
      store,
      suppressions,
      transport,
      clock,
      dispatcher,
      open,
      post,
      logged,
      counted,
      trips,
    },
    /** State by id; texts are numbered from 1. */
    stateOf: (id: number) => outbox.get(id)?.state,
    hear: (news: Partial<DeliveryUpdate> & Pick<DeliveryUpdate, 'state'>) =>
      dispatcher.onReport({ id: 1, attempt: 1, sid: transport.sent[0]?.sid ?? '', ...news }),
    words: async () => {
      const state = { outbox: store, suppressions, time, textsPerHour, phoneNumber: RELAY };
      return (await describeOutbox(state)).join('\n');
    },
    /** The answer to a text from this phone, and the way that it goes now. */
    answers: async (from: string, body: string) => {
      answered += 1;
      const text = inbox.receive(receivedText({ sid: `SM${answered}`, from }));
      const goodUntil = clock.now() + HOUR;
      const asText = { key: `answer:${answered}`, to: from, body, goodUntil, isReplaceable: true };
      return text.answer({ reply: { text: body }, asText, at: clock.now() });
    },
  };
}

/** A leadership that begins and ends when the test says so. */
function leadershipByHand() {
  let duty: Duty = async () => {};
  let ending = new AbortController();
  return {
    lead: (given: Duty): Disposable => {
      duty = given;
      return { [Symbol.dispose]: () => ending.abort() };
    },
    begin: () => {
      ending = new AbortController();
      void duty(ending.signal);
    },
    end: () => ending.abort(),
  };
}

test('a text goes to the carrier with all it needs to know, and ends as the carrier says', async () => {
  const { post, transport, clock, hear, stateOf, words } = startCourier();
  post('hello', ALICE, 5 * MINUTE);
  await clock.elapse(0);
  expect(transport.sent).toMatchObject([
    {
      from: RELAY,
      to: ALICE,
      body: 'hello',
      reportTo: 'https://relay.example.org/sms/status?text=1.1',
      validForSec: 300,
    },
  ]);
  expect(stateOf(1)).toBe('queued');
  await hear({ state: 'sent' });
  await hear({ state: 'delivered' });
  await hear({ state: 'sending' });
  expect(stateOf(1)).toBe('delivered');
  await clock.elapse(HOUR);
  expect([transport.sent.length, transport.asked.length, await words()]).toEqual([1, 0, 'OK']);
});

test('the same key is one text', async () => {
  const { dispatcher, clock, transport } = startCourier();
  const text = { key: 'answer:SM1', to: ALICE, body: 'x', goodUntil: clock.now() + MINUTE };
  await dispatcher.enqueue(text);
  await dispatcher.enqueue({ ...text, body: 'y' });
  await clock.elapse(MINUTE);
  expect(transport.sent.map(({ body }) => body)).toEqual(['x']);
});

test('reports in any order, any number of times, never take a text back', () => {
  const report = fc.constantFrom(...CARRIER_STATES);
  return fc.assert(
    fc.asyncProperty(fc.array(report, { maxLength: 12 }), async (states) => {
      const { post, clock, hear, stateOf, transport } = startCourier();
      post('x', ALICE, 1 * MINUTE);
      await clock.elapse(0);
      let rank = rankOf('queued');
      for (const state of states) {
        await hear({ state, code: 30007 });
        const now = stateOf(1) ?? 'waiting';
        expect(rankOf(now)).toBeGreaterThanOrEqual(rank);
        rank = rankOf(now);
      }
      expect(transport.sent).toHaveLength(1);
    }),
    { numRuns: runsOf(200) },
  );
});

test('a report that comes after the failure it led up to does not stop the next attempt', async () => {
  const { post, clock, transport, hear, stateOf } = startCourier();
  post('x', ALICE, HOUR);
  await clock.elapse(0);
  await hear({ state: 'undelivered', code: 30003 });
  await hear({ state: 'sent' });
  expect(stateOf(1)).toBe('waiting');
  await clock.elapse(5 * MINUTE);
  expect(transport.sent).toHaveLength(2);
});

test('a text that arrives at the second attempt is no trouble any more', async () => {
  const { post, clock, dispatcher, transport, hear, words } = startCourier();
  post('x', ALICE, HOUR);
  await clock.elapse(0);
  await hear({ state: 'undelivered', code: 30003 });
  expect(await words()).toBe(
    'not delivered 12:00: the phone is off or out of reach (30003)\n1 waiting',
  );
  await clock.elapse(5 * MINUTE);
  const sid = transport.sent[1]?.sid ?? '';
  await dispatcher.onReport({ id: 1, attempt: 2, sid, state: 'delivered' });
  expect(await words()).toBe('OK');
});

test('a text that is stored while the outbox is looked through is sent at once', async () => {
  const courier = startCourier();
  const { clock, database, store, transport, post } = courier;
  await clock.elapse(0);
  const held = Promise.withResolvers<void>();
  const nextToAsk = store.nextToAsk.bind(store);
  Object.assign(store, { nextToAsk: (now: number) => held.promise.then(() => nextToAsk(now)) });
  post('the first');
  await clock.elapse(0);
  await clock.elapse(10 * SECOND);
  post('the second');
  await clock.elapse(0);
  held.resolve();
  await clock.elapse(0);
  expect(transport.sent.map(({ body }) => body)).toEqual(['the first', 'the second']);
  database[Symbol.dispose]();
});

describe('an answer follows a text that has not left yet', () => {
  test('for five seconds, however many come behind it', async () => {
    const { post, clock, transport, answers } = startCourier();
    transport.outcome = unreachable;
    post('x', ALICE, HOUR);
    await clock.elapse(4 * SECOND);
    post('y', ALICE, HOUR);
    expect((await answers(ALICE, 'a'))?.way).toBe('text');
    expect((await answers(BOB, 'b'))?.way).toBe('response');
    await clock.elapse(2 * SECOND);
    expect((await answers(ALICE, 'an answer'))?.way).toBe('response');
  });

  test('while what waits for everybody is gone within ten', async () => {
    const { post, clock, answers } = startCourier();
    for (let count = 0; count < 5; count += 1) post('x', `+1555010001${count}`);
    post('x', ALICE);
    expect((await answers(ALICE, 'an answer'))?.way).toBe('response');
    await clock.elapse(SECOND);
    expect((await answers(ALICE, 'an answer'))?.way).toBe('text');
  });

  test('while the hourly limit leaves room for it', async () => {
    const { post, clock, answers } = startCourier({ textsPerHour: 2 });
    post('1', ALICE);
    await clock.elapse(5 * SECOND);
    post('2', BOB);
    expect((await answers(BOB, 'an answer'))?.way).toBe('response');
  });
});

describe('answers that may be replaced', () => {
  const postAnswers = (
    { dispatcher, clock }: ReturnType<typeof startCourier>,
    ...bodies: string[]
  ) => {
    for (const body of bodies) {
      const goodUntil = clock.now() + HOUR;
      void dispatcher.enqueue({
        key: body,
        to: ALICE,
        body,
        goodUntil,
        isReplaceable: body.startsWith('menu'),
      });
    }
  };

  test('become one text while they wait, and the others stay as they are', async () => {
    const house = startCourier();
    const { clock, transport, stateOf } = house;
    transport.outcome = unreachable;
    postAnswers(house, 'outcome 1', 'menu 1', 'menu 2', 'outcome 2', 'menu 3');
    await clock.elapse(4 * SECOND);
    transport.outcome = taken;
    await clock.elapse(30 * SECOND);
    expect(transport.sent.map(({ body }) => body).slice(1)).toEqual([
      'outcome 1',
      'outcome 2',
      'menu 1\n\nmenu 2\n\nmenu 3',
    ]);
    expect([2, 3, 5].map(stateOf)).toEqual(['superseded', 'superseded', 'queued']);
  });

  test('give way where one text cannot hold them all', async () => {
    const house = startCourier();
    const { clock, transport } = house;
    const long = (name: string) => `menu ${name} ${'x'.repeat(200)}`;
    postAnswers(house, 'outcome', long('1'), long('2'), 'menu 3');
    await clock.elapse(10 * SECOND);
    expect(transport.sent.map(({ body }) => body)).toEqual(['outcome', `${long('2')}\n\nmenu 3`]);
  });

  test('are taken in by an answer in the response', async () => {
    const house = startCourier();
    const { clock, transport, answers, outbox } = house;
    transport.outcome = unreachable;
    postAnswers(house, 'outcome', 'menu 1', 'menu 2');
    await clock.elapse(6 * SECOND);
    const alices = await answers(ALICE, 'menu 3');
    expect(alices?.response.text).toBe('menu 1\n\nmenu 2\n\nmenu 3');
    expect((await answers(BOB, 'menu 3'))?.response.text).toBe('menu 3');
    transport.outcome = taken;
    await clock.elapse(MINUTE);
    expect(transport.sent.at(-1)?.body).toBe('outcome');
    expect(outbox.backlog(ALICE)).toBeUndefined();
  });

  test('a text that is taken in while it is about to be handed over is not sent', async () => {
    const house = startCourier();
    const { clock, transport, dispatcher, outbox } = house;
    const goodUntil = clock.now() + HOUR;
    await dispatcher.enqueue({
      key: 'k',
      to: ALICE,
      body: 'menu 1',
      goodUntil,
      isReplaceable: true,
    });
    outbox.supersede(outbox.replaceable(ALICE));
    await clock.elapse(MINUTE);
    expect(transport.sent).toEqual([]);
  });
});

describe('when the clock is set', () => {
  test.for([-HOUR, HOUR])('by %d ms, texts leave no later and no earlier', async (step) => {
    const { post, clock, transport, stateOf } = startCourier();
    transport.outcome = unreachable;
    post('waits', ALICE, 10 * MINUTE);
    await clock.elapse(MINUTE);
    clock.jump(step);
    transport.outcome = taken;
    await clock.elapse(2 * MINUTE);
    expect(stateOf(1)).toBe('queued');
  });

  test('back, the hourly limit and the line are free when they would have been', async () => {
    const { post, clock, transport } = startCourier({ textsPerHour: 2 });
    post('1', ALICE, 3 * HOUR);
    post('2', ALICE, 3 * HOUR);
    post('3', ALICE, 3 * HOUR);
    await clock.elapse(MINUTE);
    clock.jump(-2 * HOUR);
    await clock.elapse(58 * MINUTE);
    expect(transport.sent).toHaveLength(2);
    await clock.elapse(2 * MINUTE);
    expect(transport.sent).toHaveLength(3);
  });

  test('back while the relay does not run, texts leave all the same', async () => {
    const { post, clock, transport, dispatcher, open, stateOf } = startCourier();
    transport.outcome = unreachable;
    post('waits', ALICE, HOUR);
    await clock.elapse(MINUTE);
    dispatcher[Symbol.dispose]();
    clock.jump(-DAY);
    transport.outcome = taken;
    open();
    await clock.elapse(2 * MINUTE);
    expect(stateOf(1)).toBe('queued');
  });
});

test('the next text is found without reading those that wait', async () => {
  const { store, clock, database } = startCourier();
  const plan = (query: string) =>
    database.sql
      .prepare(`EXPLAIN QUERY PLAN ${query}`)
      .all()
      .map(({ detail }) => detail);
  expect(await store.nextToSend(clock.now())).toBeUndefined();
  expect(
    plan(
      `SELECT * FROM outbox WHERE state IN ('waiting', 'handing') AND is_first = 1 AND due <= 1
       ORDER BY due, id LIMIT 1`,
    ),
  ).toEqual(['SEARCH outbox USING INDEX outbox_first (due<?)']);
});

test('a failure that could only be mended too late ends a text at once', async () => {
  const { post, clock, hear, stateOf } = startCourier();
  post('x', ALICE, 3 * MINUTE);
  await clock.elapse(0);
  await hear({ state: 'undelivered', code: 30003 });
  expect(stateOf(1)).toBe('undelivered');
});

test('a carrier that hangs over one text still gets the others', async () => {
  const { post, clock, transport } = startCourier();
  transport.outcome = ({ to, sid }) =>
    to === ALICE ? new Promise(() => {}) : { kind: 'taken', report: { sid, state: 'queued' } };
  post('hangs');
  post('goes', BOB);
  await clock.elapse(12 * SECOND);
  expect(transport.sent.map(({ body }) => body)).toEqual(['hangs', 'goes']);
});

test('a report about another handover, or another text of the carrier, is no news', async () => {
  const { post, clock, hear, stateOf } = startCourier();
  post('x');
  await clock.elapse(0);
  await hear({ state: 'delivered', attempt: 2 });
  await hear({ state: 'delivered', sid: `SM${'f'.repeat(32)}` });
  await hear({ state: 'delivered', id: 99 });
  expect(stateOf(1)).toBe('queued');
});

test('who has no end after two minutes is asked for, ever more seldom, and given up in the end', async () => {
  const { post, clock, transport, stateOf } = startCourier();
  post('x');
  await clock.elapse(2 * MINUTE - 1);
  expect(transport.asked).toEqual([]);
  await clock.elapse(1);
  expect(transport.asked).toHaveLength(1);
  transport.answer = { sid: transport.sent[0]?.sid ?? '', state: 'sent' };
  await clock.elapse(2 * MINUTE);
  expect([transport.asked.length, stateOf(1)]).toEqual([2, 'sent']);
  await clock.elapse(12 * HOUR);
  expect([transport.asked.length, stateOf(1)]).toEqual([8, 'unconfirmed']);
});

test.for<readonly [string, 'delivered' | 'unconfirmed']>([
  ['delivered', 'delivered'],
  ['unknown-id', 'unconfirmed'],
])('an answer of %s to the question ends a text as %s', async ([answer, end]) => {
  const { post, clock, transport, stateOf } = startCourier();
  post('x');
  await clock.elapse(0);
  const sid = transport.sent[0]?.sid ?? '';
  transport.answer = answer === 'delivered' ? { sid, state: 'delivered' } : 'unknown-id';
  await clock.elapse(2 * MINUTE);
  expect(stateOf(1)).toBe(end);
});

test('texts to one phone keep their order, and nobody waits for another phone', async () => {
  const { post, clock, transport } = startCourier();
  transport.outcome = ({ sid, to, at }) =>
    to === ALICE && at < start + MINUTE
      ? unreachable()
      : { kind: 'taken', report: { sid, state: 'queued' } };
  const start = clock.now();
  post('a1');
  post('a2');
  post('b1', BOB);
  await clock.elapse(2 * MINUTE);
  const bodies = transport.sent.map(({ body }) => body);
  expect(bodies.filter((body) => body !== 'a1')).toEqual(['b1', 'a2']);
  expect(bodies.indexOf('a2')).toBe(bodies.length - 1);
});

test('one sender sends one segment a second', async () => {
  const { post, clock, transport } = startCourier();
  post('x'.repeat(160));
  post('y'.repeat(161), BOB);
  post('z', BOB);
  await clock.elapse(MINUTE);
  const [first, second, third] = transport.sent.map(({ at }) => at);
  expect([(second ?? 0) - (first ?? 0), (third ?? 0) - (second ?? 0)]).toEqual([
    SECOND,
    2 * SECOND,
  ]);
});

test('never more texts an hour than allowed, whatever happens; the rest waits or expires', async () => {
  const { post, clock, transport, words } = startCourier({ textsPerHour: 3 });
  for (let count = 0; count < 10; count += 1) post(`text ${count}`, ALICE, 90 * MINUTE);
  await clock.elapse(10 * MINUTE);
  expect(transport.sent).toHaveLength(3);
  expect(await words()).toBe('hourly limit of 3 reached until 13:00\n7 waiting');
  await clock.elapse(HOUR);
  expect(transport.sent).toHaveLength(6);
  await clock.elapse(HOUR);
  expect(transport.sent).toHaveLength(6);
  expect(await words()).toBe('OK');
});

test('the hourly limit holds across restarts, retries and unknown results', async () => {
  const house = startCourier({ textsPerHour: 4 });
  const { post, clock, transport, dispatcher, open } = house;
  transport.outcome = unknown;
  for (let count = 0; count < 5; count += 1) post(`text ${count}`, `+1555010001${count}`, HOUR);
  await clock.elapse(5 * SECOND);
  dispatcher[Symbol.dispose]();
  open();
  await clock.elapse(50 * MINUTE);
  expect(transport.sent.length).toBe(4);
});

test('a refusal does not count against the limit', async () => {
  const { post, clock, transport } = startCourier({ textsPerHour: 2 });
  transport.outcome = refused(20429);
  post('x');
  await clock.elapse(2 * MINUTE);
  expect(transport.sent.length).toBeGreaterThan(3);
});

test('after an unknown result it looks for the text before it sends it again', async () => {
  const { post, clock, transport, stateOf, outbox } = startCourier();
  transport.outcome = unknown;
  post('x');
  await clock.elapse(10 * SECOND);
  expect([transport.sent.length, transport.looks.length]).toEqual([1, 0]);
  const sid = `SM${'a'.repeat(32)}`;
  transport.found = [{ sid, state: 'sent' }];
  await clock.elapse(10 * SECOND);
  expect(transport.looks).toEqual([{ to: ALICE, body: 'x', way: 'sent' }]);
  expect([transport.sent.length, stateOf(1), outbox.get(1)?.sid]).toEqual([1, 'sent', sid]);
});

test('a text that the carrier does not have is sent again, until it would be a lie', async () => {
  const { post, clock, transport, stateOf } = startCourier();
  transport.outcome = unknown;
  post('x', ALICE, 4 * MINUTE);
  await clock.elapse(3 * MINUTE);
  expect(transport.sent.length).toBe(transport.looks.length + 1);
  expect(transport.sent.length).toBeGreaterThan(2);
  await clock.elapse(10 * MINUTE);
  expect(stateOf(1)).toBe('expired');
});

test('a text that nobody can look for any more ends as not confirmed', async () => {
  const { post, clock, transport, stateOf } = startCourier();
  transport.outcome = unknown;
  transport.found = undefined;
  post('x', ALICE, 4 * MINUTE);
  await clock.elapse(10 * MINUTE);
  expect([transport.sent.length, stateOf(1)]).toEqual([1, 'unconfirmed']);
});

test('a text found is not taken for another one with the same words', async () => {
  const { post, clock, transport, outbox } = startCourier();
  post('same');
  await clock.elapse(5 * SECOND);
  transport.outcome = unknown;
  post('same');
  const first = { sid: transport.sent[0]?.sid ?? '', state: 'sent' } as const;
  transport.found = [first];
  await clock.elapse(20 * SECOND);
  expect(transport.sent.length).toBe(3);
  expect(outbox.get(2)?.sid).not.toBe(first.sid);
});

test('a report tells what an unanswered request could not', async () => {
  const { post, clock, transport, hear, stateOf } = startCourier();
  transport.outcome = () => new Promise(() => {});
  post('x');
  await clock.elapse(SECOND);
  await hear({ state: 'delivered', sid: `SM${'b'.repeat(32)}` });
  await clock.elapse(5 * MINUTE);
  expect([transport.sent.length, transport.looks.length, stateOf(1)]).toEqual([1, 0, 'delivered']);
});

test('a text that may be out already by another way is looked for first', async () => {
  const { store, clock, transport, stateOf } = startCourier();
  const text = { key: 'answer:SM1', to: ALICE, body: 'x', goodUntil: clock.now() + 10 * MINUTE };
  await store.add(text, clock.now(), clock.now());
  await clock.elapse(SECOND);
  expect(transport.looks).toEqual([{ to: ALICE, body: 'x', way: 'reply' }]);
  expect([transport.sent.length, stateOf(1)]).toEqual([1, 'queued']);
});

test('after a restart a text that was just being handed over is looked for', async () => {
  const { post, clock, transport, dispatcher, open, stateOf } = startCourier();
  transport.outcome = () => new Promise(() => {});
  post('x');
  await clock.elapse(SECOND);
  dispatcher[Symbol.dispose]();
  open();
  transport.found = [{ sid: `SM${'c'.repeat(32)}`, state: 'delivered' }];
  await clock.elapse(MINUTE);
  expect([transport.sent.length, stateOf(1)]).toEqual([1, 'delivered']);
});

describe('a dispatcher among several', () => {
  /** The dispatcher with which the relay starts does not send. */
  function startElsewhere() {
    const relay = startCourier();
    relay.dispatcher[Symbol.dispose]();
    return relay;
  }

  test('sends from the moment on at which it leads', async () => {
    const { post, clock, transport, open } = startElsewhere();
    const { lead, begin } = leadershipByHand();
    open({ leadership: { lead } });
    post('x');
    await clock.elapse(MINUTE);
    expect(transport.sent).toEqual([]);
    begin();
    await clock.elapse(0);
    expect(transport.sent).toMatchObject([{ body: 'x' }]);
  });

  test('sends nothing more when it leads no more, and stores the result of a request under way', async () => {
    const { post, clock, transport, open, stateOf } = startElsewhere();
    const { lead, begin, end } = leadershipByHand();
    open({ leadership: { lead } });
    begin();
    const answer = Promise.withResolvers<SendOutcome>();
    transport.outcome = () => answer.promise;
    post('first');
    await clock.elapse(0);
    post('second', BOB);
    end();
    await clock.elapse(SECOND);
    answer.resolve({ kind: 'taken', report: { sid: `SM${'e'.repeat(32)}`, state: 'queued' } });
    await clock.elapse(MINUTE);
    expect(transport.sent.map(({ body }) => body)).toEqual(['first']);
    expect([stateOf(1), stateOf(2)]).toEqual(['queued', 'waiting']);
  });

  test('does not send what it lost the lead over while it asked to', async () => {
    const { post, clock, transport, open, store, stateOf } = startElsewhere();
    const { lead, begin, end } = leadershipByHand();
    const outbox: Outbox = {
      ...store,
      async handOver(...attempt) {
        const isBegun = await store.handOver(...attempt);
        end();
        return isBegun;
      },
    };
    open({ leadership: { lead }, outbox });
    begin();
    post('x');
    await clock.elapse(MINUTE);
    expect([transport.sent.length, stateOf(1)]).toEqual([0, 'handing']);
  });

  test('does not send after a pause in the middle of an attempt, but searches first', async () => {
    const { post, clock, transport, open, store, stateOf, logged } = startElsewhere();
    let isFrozen = true;
    const outbox: Outbox = {
      ...store,
      async handOver(...attempt) {
        const isBegun = await store.handOver(...attempt);
        if (isFrozen) clock.advance(6 * SECOND);
        isFrozen = false;
        return isBegun;
      },
    };
    open({ outbox });
    post('x');
    await clock.elapse(SECOND);
    expect([transport.sent.length, transport.looks.length, stateOf(1)]).toEqual([0, 0, 'handing']);
    expect(logged).toEqual([{ id: 1 }]);
    await clock.elapse(MINUTE);
    expect([transport.sent.length, transport.looks.length, stateOf(1)]).toEqual([1, 1, 'queued']);
  });

  test('finds within its longest pause what another one added', async () => {
    const { post, clock, transport, open, store } = startElsewhere();
    open({ outbox: { ...store, onAdded() {} }, maxIdleMs: SECOND });
    await clock.elapse(MINUTE);
    post('x');
    await clock.elapse(SECOND);
    expect(transport.sent).toMatchObject([{ body: 'x' }]);
  });
});

test('what would come too late is not sent at all', async () => {
  const { post, clock, transport, stateOf } = startCourier();
  transport.outcome = unreachable;
  post('x', ALICE, 5 * MINUTE);
  await clock.elapse(20 * MINUTE);
  const tries = transport.sent.length;
  expect(stateOf(1)).toBe('expired');
  transport.outcome = () => ({
    kind: 'taken',
    report: { sid: `SM${'d'.repeat(32)}`, state: 'queued' },
  });
  await clock.elapse(20 * MINUTE);
  expect(transport.sent.length).toBe(tries);
});

test.for<readonly [number, number]>([
  [30003, 2],
  [30005, 2],
  [30008, 2],
  [30007, 1],
  [30034, 1],
  [30004, 1],
  [12345, 1],
])('a text that is undelivered with %d is sent %d times', async ([code, times]) => {
  const { post, clock, transport, dispatcher, stateOf, words } = startCourier();
  post('x', ALICE, 30 * MINUTE);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await clock.elapse(6 * MINUTE);
    const sid = transport.sent.at(-1)?.sid ?? '';
    await dispatcher.onReport({ id: 1, attempt, sid, state: 'undelivered', code });
  }
  await clock.elapse(HOUR);
  expect([transport.sent.length, stateOf(1)]).toEqual([times, 'undelivered']);
  expect(await words()).toContain(`(${code})`);
});

test.for([21211, 21614, 21635, 21610, 30006])(
  'a phone refused with %d gets no further text',
  async (code) => {
    const { post, clock, transport, stateOf, words } = startCourier();
    transport.outcome = refused(code);
    post('first');
    await clock.elapse(MINUTE);
    post('second');
    post('to bob', BOB);
    await clock.elapse(MINUTE);
    expect(transport.sent.map(({ body }) => body)).toEqual(['first', 'to bob']);
    expect([stateOf(1), stateOf(2)]).toEqual(['refused', 'refused']);
    expect(await words()).toMatch(/^\.\.\.01 (opted out|suppressed since) 12:00/);
  },
);

test('who opts out while texts wait gets none of them', async () => {
  const { post, clock, transport, database, words } = startCourier();
  transport.outcome = unreachable;
  post('x');
  await clock.elapse(SECOND);
  createSuppressionTable(database).add({ address: ALICE, code: 21610, since: clock.now() });
  const tries = transport.sent.length;
  await clock.elapse(HOUR);
  expect(transport.sent.length).toBe(tries);
  expect(await words()).toBe('...01 opted out 12:00: text START to ...00 to bring texts back');
});

test('a carrier that asks to slow down, or refuses our key, is asked again later', async () => {
  const { post, clock, transport, stateOf, words } = startCourier();
  transport.outcome = refused(20003);
  post('x', ALICE, HOUR);
  await clock.elapse(12 * MINUTE);
  expect(transport.sent.length).toBe(3);
  expect(await words()).toMatch(
    /^not delivered 12:00: Twilio refuses the account SID or the auth token \(20003\)/,
  );
  transport.outcome = ({ sid }) => ({ kind: 'taken', report: { sid, state: 'delivered' } });
  await clock.elapse(5 * MINUTE);
  expect(stateOf(1)).toBe('delivered');
});

test('whatever a carrier answers and reports, every text comes to an end', async () => {
  const outcome = fc.oneof(
    fc.constantFrom(unknown, unreachable),
    fc.constantFrom(20003, 20429, 21610, 21211, 30034, 99999).map(refused),
    fc.constantFrom(...CARRIER_STATES).map(
      (state) =>
        ({ sid }: { sid: string }) =>
          ({ kind: 'taken', report: { sid, state } }) as const,
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(outcome, { minLength: 1, maxLength: 6 }), async (script) => {
      const { post, clock, transport, outbox } = startCourier();
      const ids = [post('1'), post('2'), post('3', BOB)];
      let at = 0;
      transport.outcome = (sending) => {
        at += 1;
        return script[at % script.length]?.(sending) ?? unknown();
      };
      await clock.elapse(9 * HOUR);
      for (const id of ids) {
        const text = outbox.get(id);
        expect(text && isEnd(text.state), JSON.stringify(text)).toBe(true);
      }
    }),
    { numRuns: runsOf(60) },
  );
});

test('its lines belong to the text it goes out because of, or to itself', async () => {
  const { post, clock, hear, trips, outbox } = startCourier();
  post('an alert');
  withTrace('SM1', () => post('an answer', BOB));
  await clock.elapse(2 * SECOND);
  await withTrace('SM2', () => hear({ state: 'delivered' }));
  await hear({ id: 2, sid: outbox.get(2)?.sid ?? '', state: 'delivered' });
  expect(trips).toEqual([
    'handed over text-1',
    'handed over SM1',
    'delivered text-1',
    'delivered SM1',
  ]);
});

test('what the carrier takes is counted as often as it takes it, and its first end once', async () => {
  const { post, transport, clock, hear, counted } = startCourier();
  post('x'.repeat(200));
  await clock.elapse(0);
  expect(counted).toEqual([`${ALICE} 2`]);
  await hear({ state: 'undelivered', code: 30008 });
  await clock.elapse(3 * MINUTE);
  const [, second] = transport.sent;
  for (const state of ['sent', 'delivered', 'delivered', 'read'] as const) {
    await hear({ state, attempt: 2, sid: second?.sid ?? '' });
  }
  expect(counted).toEqual([`${ALICE} 2`, `${ALICE} 2`, 'delivered']);
});

test('what the carrier refuses or never hears of is not counted as billed', async () => {
  const { post, transport, clock, counted } = startCourier();
  transport.outcome = refused(21211);
  post('hello');
  await clock.elapse(0);
  transport.outcome = unreachable;
  post('hello', BOB, 4 * SECOND);
  await clock.elapse(MINUTE);
  expect(counted).toEqual(['refused', 'expired']);
});
