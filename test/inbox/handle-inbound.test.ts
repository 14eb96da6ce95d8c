import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import type { Address } from '../../src/core/address.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import type { PhoneNumber } from '../../src/core/phone-number.ts';
import type { Exchange, FittedAnswer, ReplyOffset } from '../../src/core/reply.ts';
import { createInboundHandler } from '../../src/inbox/handle-inbound.ts';
import type { InboundMessage } from '../../src/inbox/inbound-message.ts';
import type { Inbox } from '../../src/inbox/inbox.ts';
import { createRateLimit, type RateLimit } from '../../src/inbox/rate-limit.ts';
import { createPeople } from '../../src/people/people.ts';
import { personOfNumber, toPersonId } from '../../src/people/person.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/phone-number.ts';
import { receiveAndAnswer, receivedText, receives, storesOf } from '../support/stores.ts';

const RELAY = '+15550100000';
const DEADLINE_MS = 8000;
const at = (from: Address) => ({ from, person: toPersonId(from.number) });
const by = (number: PhoneNumber) => at({ channel: 'sms', number });
const arrival: InboundMessage = { sid: 'SM1', ...by(ALICE), to: RELAY, body: 'menu', media: 0 };

const Posted = z.object({
  key: z.string(),
  recipient: z.string(),
  sender: z.string().nullable(),
  body: z.string(),
  good_until: z.number(),
  is_replaceable: z.number(),
  handed_at: z.number().nullable(),
});

/** The answer of a conversation: words, or a promise of them. */
interface Answer extends Pick<FittedAnswer, 'text' | 'kind'> {
  readonly footer?: string;
  readonly pending?: Promise<() => Answer>;
}

const exchangeOf = (
  { text, footer, kind, pending }: Answer,
  keep: (next?: ReplyOffset) => void = () => {},
): Exchange => ({
  kind,
  move: (next) => ({ apply: () => keep(next) }),
  reply: text === undefined ? undefined : { body: text, footer },
  pending: pending?.then((worded) => async () => exchangeOf(worded(), keep)),
});

/** A reception over a real inbox and outbox, from which nothing is sent. */
function startReception(
  converse: (body: string) => Promise<Answer>,
  {
    rateLimit,
    around = (it) => it,
  }: { readonly rateLimit?: RateLimit; readonly around?: (inbox: Inbox) => Inbox } = {},
) {
  const handled: string[] = [];
  const kept: string[] = [];
  /** The positions of what did not fit. */
  const nexts: unknown[] = [];
  const problems: object[] = [];
  const counted: string[] = [];
  const clock = new FakeClock();
  const database = openDatabase('memory:');
  const { inbox, outbox } = storesOf(database);
  const people = createPeople(
    [ALICE, BOB].map((number) => personOfNumber(number, 'operator', 'UTC')),
  );
  const open = () => {
    const handler = createInboundHandler({
      inbox: around(inbox),
      converse: async (_from, { body }, secured) => {
        await secured();
        handled.push(body);
        return exchangeOf(await converse(body), (next) => {
          kept.push(body);
          nexts.push(next);
        });
      },
      post: (text) => outbox.add(text, clock.now()),
      people,
      rateLimit: rateLimit ?? createRateLimit({ perMinute: 30, perDay: 500 }, clock),
      countMessage: (kind, outcome) => counted.push(`${kind} ${outcome}`),
      deadlineMs: DEADLINE_MS,
      clock,
      timeOf: () => createLocalTime(clock, 'UTC'),
      log: { error: (details) => problems.push(details) },
    });
    const handle = async (text: InboundMessage) => {
      const { segments: _, ...response } = await handler.handle(text);
      return response;
    };
    return { ...handler, handle, handleCounted: handler.handle };
  };
  const rows = database.sql.prepare("SELECT * FROM outbox WHERE state <> 'read' ORDER BY id");
  const sent = () => rows.all().map((row) => Posted.parse(row));
  return {
    ...{ database, inbox, outbox, handled, kept, nexts, problems, counted, clock, open, sent },
    posted: () =>
      sent().map(({ body, handed_at }) => (handed_at === null ? body : `look first: ${body}`)),
    /** Everything that waits is with the phone now. */
    sendAll: () => database.sql.exec("UPDATE outbox SET state = 'read', open = 0"),
    ...open(),
  };
}

test('a text that is stored and cannot be counted is answered all the same', async () => {
  const counting = Promise.withResolvers<never>();
  const rateLimit = { take: () => counting.promise, giveBack() {} };
  const { handle, clock, posted, handled } = startReception(async () => ({ text: 'hello' }), {
    rateLimit,
  });
  const first = handle(arrival);
  await clock.elapse(DEADLINE_MS);
  expect(await first).toEqual({});
  counting.reject(new Error('the database cannot be reached'));
  await clock.elapse(1);
  expect([handled, posted()]).toEqual([['menu'], ['hello']]);
});

test('a lost response becomes a text as soon as that can be stored', async () => {
  let failures = 2;
  const around = (inbox: Inbox): Inbox => ({
    ...inbox,
    receive(text) {
      const stored = inbox.receive(text);
      return {
        ...stored,
        async sendSeparately(toText) {
          failures -= 1;
          if (failures >= 0) throw new Error('the database cannot be reached');
          await stored.sendSeparately(toText);
        },
      };
    },
  });
  const options = { around };
  const { handle, onResponseSent, clock, posted } = startReception(
    async () => ({ text: 'hello' }),
    options,
  );
  await handle(arrival);
  onResponseSent('SM1', 'lost');
  await clock.elapse(MINUTE);
  expect(posted()).toEqual(['look first: hello']);
});

test('when the store hangs at the deadline, the response goes out empty before the carrier gives up', async () => {
  const around = (inbox: Inbox): Inbox => ({
    ...inbox,
    receive: (text) => ({ ...inbox.receive(text), defer: () => new Promise(() => {}) }),
  });
  const options = { around };
  const { handle, clock } = startReception(() => new Promise(() => {}), options);
  const response = handle(arrival);
  await clock.elapse(DEADLINE_MS + 5000);
  expect(await response).toEqual({});
});

test('a text delivered five times at once is handled once', async () => {
  const { handle, handled } = startReception(async () => ({ text: 'hello' }));
  const answers = await Promise.all(Array.from({ length: 5 }, () => handle(arrival)));
  const again = { text: 'hello', isAgain: true };
  expect(answers).toEqual([{ text: 'hello' }, again, again, again, again]);
  expect(handled).toEqual(['menu']);
});

test('a replay after a restart gets the stored answer', async () => {
  let count = 0;
  const { handle, open, handled } = startReception(async () => ({ text: `answer ${++count}` }));
  await handle(arrival);
  expect(await open().handle(arrival)).toEqual({ text: 'answer 1', isAgain: true });
  expect(handled).toEqual(['menu']);
});

test('a text that is known takes nothing from the limit of answers, and moves nobody', async () => {
  const { handle, open, handled, kept } = startReception(async (body) => ({ text: body }));
  await handle(arrival);
  const { handle: handleAgain } = open();
  for (let replay = 0; replay < 60; replay += 1) await handleAgain(arrival);
  expect(await handleAgain({ ...arrival, sid: 'SM2', body: '2' })).toEqual({ text: '2' });
  expect([handled, kept]).toEqual([
    ['menu', '2'],
    ['menu', '2'],
  ]);
});

test('known texts that come in the same moment take no answer from a new one', async () => {
  const { handle, open, clock } = startReception(async (body) => ({ text: body }));
  const texts = Array.from({ length: 35 }, (_, at) => ({ ...arrival, sid: `SM1${at}` }));
  for (const text of texts) await handle(text);
  await clock.elapse(MINUTE);
  const { handle: handleAgain } = open();
  const replays = texts.map((text) => handleAgain(text));
  expect(await handleAgain({ ...arrival, sid: 'SM2', body: '2' })).toEqual({ text: '2' });
  await Promise.all(replays);
});

test('a person is moved on when their answer is on the disk, and not when it cannot be stored', async () => {
  const { handle, database, handled, kept } = startReception(async (body) => ({ text: body }));
  const refuse = "BEGIN SELECT RAISE(ABORT, 'full'); END";
  database.sql.exec(`CREATE TRIGGER full BEFORE UPDATE OF answer ON inbox ${refuse}`);
  await expect(handle(arrival)).rejects.toThrow('full');
  expect([handled, kept]).toEqual([['menu'], []]);
  database.sql.exec('DROP TRIGGER full');
  await handle({ ...arrival, sid: 'SM2', body: '2' });
  expect(kept).toEqual(['2']);
});

test('a late answer is a text when even the deadline could not be stored', async () => {
  const slow = Promise.withResolvers<Answer>();
  const { handle, database, clock, posted } = startReception(() => slow.promise);
  const response = handle(arrival);
  await clock.elapse(DEADLINE_MS - 1);
  const refuse = "BEGIN SELECT RAISE(ABORT, 'full'); END";
  database.sql.exec(`CREATE TRIGGER full BEFORE UPDATE ON inbox ${refuse}`);
  await Promise.all([expect(response).rejects.toThrow('full'), clock.elapse(1)]);
  database.sql.exec('DROP TRIGGER full');
  slow.resolve({ text: 'late' });
  await clock.elapse(0);
  expect(posted()).toEqual(['late']);
});

test('an answer that fails after its text turned out to be known ends nothing else', async () => {
  const { inbox, outbox, clock, handle } = startReception(async () => ({ text: 'first' }));
  await handle(arrival);
  const failing = Promise.withResolvers<() => Answer>();
  const handler = createInboundHandler({
    inbox,
    converse: async () => exchangeOf({ pending: failing.promise }),
    post: (text) => outbox.add(text, clock.now()),
    people: createPeople([personOfNumber(ALICE, 'operator', 'UTC')]),
    rateLimit: createRateLimit({ perMinute: 30, perDay: 500 }, clock),
    deadlineMs: DEADLINE_MS,
    clock,
    timeOf: () => createLocalTime(clock, 'UTC'),
    log: { error: () => {} },
  });
  expect(await handler.handle(arrival)).toEqual({ text: 'first', isAgain: true });
  failing.reject(new Error('nobody waits for this')); // unhandled, it would end the process
  await clock.elapse(0);
});

test('an empty response of another process settles no answer that is still open', async () => {
  const slow = Promise.withResolvers<Answer>();
  const { handle, onResponseSent, open, clock, posted } = startReception((body) =>
    body === 'menu' ? slow.promise : Promise.resolve({}),
  );
  const response = handle(arrival);
  await clock.elapse(0);
  const other = open();
  expect(await other.handle(arrival)).toEqual({ isAgain: true });
  other.onResponseSent('SM1', 'taken');
  await clock.elapse(0);
  slow.resolve({ text: 'mine' });
  expect(await response).toEqual({ text: 'mine' });
  await handle({ ...arrival, sid: 'SM2', body: 'acknowledges the others' });
  onResponseSent('SM1', 'lost');
  await clock.elapse(0);
  expect(posted()).toEqual(['look first: mine']);
});

test('a late answer that cannot be stored is stored as soon as it can be, and sent once', async () => {
  const slow = Promise.withResolvers<Answer>();
  const { handle, database, clock, posted, problems, kept } = startReception(() => slow.promise);
  const response = handle(arrival);
  await clock.elapse(DEADLINE_MS);
  expect(await response).toEqual({});
  const refuse = "BEGIN SELECT RAISE(ABORT, 'full'); END";
  database.sql.exec(`CREATE TRIGGER full BEFORE UPDATE OF answer ON inbox ${refuse}`);
  slow.resolve({ text: 'late' });
  await clock.elapse(MINUTE);
  expect([posted(), problems.length]).toEqual([[], 1]);
  database.sql.exec('DROP TRIGGER full');
  await clock.elapse(MINUTE);
  expect([posted(), problems.length, kept]).toEqual([['late'], 1, ['menu']]);
});

test('work begins before the text is on the disk, and what has an effect waits for that', async () => {
  const order: string[] = [];
  const { inbox, outbox, clock } = startReception(async () => ({}));
  const people = createPeople([personOfNumber(ALICE, 'operator', 'UTC')]);
  const handler = createInboundHandler({
    inbox,
    async converse(_person, { body }, secured) {
      order.push('begun');
      await secured();
      order.push(`secured with ${(await inbox.unfinished()).length} on the disk`);
      return exchangeOf({ text: body });
    },
    post: (text) => outbox.add(text, clock.now()),
    people,
    rateLimit: createRateLimit({ perMinute: 30, perDay: 500 }, clock),
    deadlineMs: DEADLINE_MS,
    clock,
    timeOf: () => createLocalTime(clock, 'UTC'),
    log: { error() {} },
  });
  const response = handler.handle(arrival);
  expect(order).toEqual(['begun']);
  await response;
  expect(order).toEqual(['begun', 'secured with 1 on the disk']);
});

test('a signature of another text is refused, and the log is not filled by it', async () => {
  const { handle, problems, onResponseSent } = startReception(async (body) => ({ text: body }));
  await handle({ ...arrival, signature: 'x' });
  const reused = handle({ ...arrival, sid: 'SM2', signature: 'x' });
  await expect(reused).rejects.toThrow('belongs to another');
  onResponseSent('SM2', 'taken');
  await committed();
  expect(problems).toEqual([]);
});

test('a text that comes after a restart waits for those that were left', async () => {
  const { inbox, clock, open, handled } = startReception(async (text) => ({ text }));
  for (const [at, sid] of ['SM1', 'SM2'].entries()) {
    await receives(inbox, receivedText({ sid, body: sid, at: clock.now() + at }));
  }
  const { recover, handle } = open();
  await recover();
  await handle({ ...arrival, sid: 'SM3', body: 'SM3' });
  expect(handled).toEqual(['SM1', 'SM2', 'SM3']);
});

test('a bug becomes an apology that a replay hears too, and the log knows why', async () => {
  const { handle, handled, problems } = startReception(() => Promise.reject(new Error('a bug')));
  const apology = { text: '! Something broke here. Try again.' };
  expect(await handle(arrival)).toEqual(apology);
  expect(await handle(arrival)).toEqual({ ...apology, isAgain: true });
  expect(handled).toEqual(['menu']);
  expect(problems).toEqual([{ err: new Error('a bug') }]);
});

test('one person waits for nobody else', async () => {
  const gate = Promise.withResolvers<Answer>();
  const { handle, handled } = startReception((body) =>
    body === 'slow' ? gate.promise : Promise.resolve({ text: body }),
  );
  const slow = handle({ ...arrival, sid: 'SM1', body: 'slow' });
  const behind = handle({ ...arrival, sid: 'SM2', body: 'behind' });
  expect(await handle({ ...arrival, sid: 'SM3', ...by(BOB), body: 'bob' })).toEqual({
    text: 'bob',
  });
  expect(handled).toEqual(['slow', 'bob']);
  gate.resolve({ text: 'done' });
  expect(await Promise.all([slow, behind])).toEqual([{ text: 'done' }, { text: 'behind' }]);
});

test('before the end a text is answered if that takes a moment, else it is left to the next process', async () => {
  const gate = Promise.withResolvers<Answer>();
  const { handle, drain, clock, inbox } = startReception((body) =>
    body === 'slow' ? gate.promise : clock.wait(2000).then(() => ({ text: body })),
  );
  const quick = handle({ ...arrival, sid: 'SM1', body: 'quick' });
  const slow = handle({ ...arrival, sid: 'SM2', ...by(BOB), body: 'slow' });
  drain();
  await clock.elapse(3000);
  expect(await Promise.all([quick, slow])).toEqual([{ text: 'quick' }, {}]);
  expect(await inbox.unfinished()).toMatchObject([
    { sid: 'SM1' },
    { sid: 'SM2', answer: undefined },
  ]);
});

/** What is decided now is committed with the next turn of the event loop. */
async function committed(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise(setImmediate);
}

/** Answers that are ready when a test says so. */
function startSlow() {
  const gates = new Map<string, PromiseWithResolvers<Answer>>();
  const gate = (body: string) => {
    const known = gates.get(body) ?? Promise.withResolvers<Answer>();
    gates.set(body, known);
    return known;
  };
  const house = startReception((body) => gate(body).promise);
  const ready = async (body: string) => {
    gate(body).resolve({ text: `answer to ${body}` });
    await committed();
  };
  return { ...house, ready };
}

test('an answer that takes too long gets an empty response, and goes out as a text once', async () => {
  const { handle, clock, ready, posted, sent, handled } = startSlow();
  const first = handle(arrival);
  clock.advance(DEADLINE_MS);
  expect(await first).toEqual({});
  expect(await handle(arrival)).toEqual({ isAgain: true });
  expect(posted()).toEqual([]);

  await ready('menu');
  expect(sent()).toEqual([
    {
      key: 'answer:SM1',
      recipient: ALICE,
      sender: RELAY,
      body: 'answer to menu',
      good_until: clock.now() + 10 * MINUTE,
      is_replaceable: 0,
      handed_at: null,
    },
  ]);
  expect(await handle(arrival)).toEqual({ isAgain: true });
  expect([posted().length, handled]).toEqual([1, ['menu']]);
});

test('an answer just in time is in the response and nowhere else', async () => {
  const { handle, clock, ready, posted } = startSlow();
  const response = handle(arrival);
  clock.advance(DEADLINE_MS - 1);
  await ready('menu');
  expect(await response).toEqual({ text: 'answer to menu' });
  clock.advance(DEADLINE_MS);
  await committed();
  expect(posted()).toEqual([]);
  expect(await handle(arrival)).toEqual({ text: 'answer to menu', isAgain: true });
});

test('an answer that is ready in the very moment of the deadline is heard once', async () => {
  const { handle, clock, ready, posted } = startSlow();
  const response = handle(arrival);
  await committed();
  const isReady = ready('menu');
  clock.advance(DEADLINE_MS);
  await isReady;
  const { text } = await response;
  expect([...(text === undefined ? [] : [text]), ...posted()]).toEqual(['answer to menu']);
});

test('the next text does not overtake a late answer, nor one that still waits to be sent', async () => {
  const { handle, clock, ready, posted, sendAll } = startSlow();
  const slow = handle(arrival);
  clock.advance(DEADLINE_MS - 1);
  const next = handle({ ...arrival, sid: 'SM2', body: '2' });
  clock.advance(1);
  expect(await slow).toEqual({});
  await ready('2');
  expect(posted()).toEqual([]);
  await ready('menu');
  expect(await next).toEqual({});
  expect(posted()).toEqual(['answer to menu', 'answer to 2']);

  sendAll();
  await ready('3');
  expect(await handle({ ...arrival, sid: 'SM3', body: '3' })).toEqual({ text: 'answer to 3' });
});

/** Too old to hold up an answer. */
const EARLIER = { key: 'k', to: ALICE, body: 'earlier', goodUntil: 1e15, isReplaceable: true };

test.for<readonly [Answer['kind'], string]>([
  ['menu', 'earlier\n\nnow'],
  ['name', 'earlier\n\nnow'],
  ['nonsense', 'earlier\n\nnow'],
  ['action', 'now'],
  ['code', 'now'],
  ['question', 'now'],
])('an answer of the kind %s takes in what waits for the phone: %j', async ([kind, text]) => {
  const { handle, outbox } = startReception(async () => ({ text: 'now', kind }));
  await outbox.add(EARLIER, 0);
  expect(await handle(arrival)).toEqual({ text });
});

test('an answer carries its segments along, unless more was merged into it', async () => {
  const { handleCounted, outbox } = startReception(async () => ({ text: 'now', kind: 'menu' }));
  expect(await handleCounted(arrival)).toEqual({ text: 'now', segments: 1 });
  await outbox.add(EARLIER, 0);
  expect(await handleCounted({ ...arrival, sid: 'SM2' })).toEqual({ text: 'earlier\n\nnow' });
});

test('what was going to be said keeps its kind over a restart', async () => {
  const { handle, open, sent } = startReception(async (body) => ({
    text: body,
    kind: body === 'menu' ? 'menu' : 'code',
  }));
  await handle(arrival);
  await handle({ ...arrival, sid: 'SM2', body: 'OK 1234' });
  await open().recover();
  expect(sent().map(({ body, is_replaceable }) => [body, is_replaceable === 1])).toEqual([
    ['menu', true],
    ['OK 1234', false],
  ]);
});

test('a late answer goes back to the address it was asked for from', async () => {
  const { handle, clock, ready, sent } = startSlow();
  const from: Address = { channel: 'whatsapp', number: ALICE };
  const response = handle({ ...arrival, from, to: 'whatsapp:+14155238886' });
  clock.advance(DEADLINE_MS);
  await response;
  await ready('menu');
  expect(sent()).toMatchObject([
    { recipient: `whatsapp:${ALICE}`, sender: 'whatsapp:+14155238886' },
  ]);
});

test('a response that was lost on the way becomes a text, unless the carrier has it', async () => {
  const { handle, onResponseSent, posted } = startReception(async () => ({ text: 'hello' }));
  await handle(arrival);
  onResponseSent('SM1', 'lost');
  onResponseSent('SM1', 'lost');
  await committed();
  expect(posted()).toEqual(['look first: hello']);
  expect(await handle(arrival)).toEqual({ isAgain: true });
});

test('a carrier that hangs up before the answer is ready gets it as a text', async () => {
  const { handle, onResponseSent, ready, posted } = startSlow();
  const response = handle(arrival);
  onResponseSent('SM1', 'lost');
  await ready('menu');
  expect(await response).toEqual({});
  expect(posted()).toEqual(['answer to menu']);
});

test('a response that was taken is done with', async () => {
  const { handle, onResponseSent, posted, open } = startReception(async () => ({ text: 'hello' }));
  await handle(arrival);
  onResponseSent('SM1', 'taken');
  onResponseSent('SM1', 'lost');
  await committed();
  await open().recover();
  expect(posted()).toEqual([]);
  expect(await handle(arrival)).toEqual({ text: 'hello', isAgain: true });
});

test('a text that an earlier process died over is answered by a text of its own, once', async () => {
  const { inbox, clock, open, handled, posted } = startReception(async (text) => ({ text }));
  await receives(inbox, receivedText({ from: ALICE, to: RELAY, at: clock.now() - MINUTE }));
  const reception = open();
  await reception.recover();
  expect(await reception.handle(arrival)).toEqual({ isAgain: true });
  await committed();
  expect([posted(), handled]).toEqual([['menu'], ['menu']]);
  await open().recover();
  await committed();
  expect(posted()).toEqual(['menu']);
});

test('an answer that was committed but never known to be taken is looked for, then sent', async () => {
  const { inbox, clock, open, handled, posted } = startReception(async (text) => ({ text }));
  const text = receivedText({ to: RELAY, at: clock.now() });
  await receiveAndAnswer(inbox, text, { text: 'committed' });
  await open().recover();
  expect([posted(), handled]).toEqual([['look first: committed'], []]);
  expect(await open().handle(arrival)).toEqual({ isAgain: true });
});

test('a text that breaks the process again, or is too old, is told to be lost', async () => {
  const { inbox, clock, open, handled, posted } = startReception(() => new Promise(() => {}));
  const at = clock.now();
  await receives(inbox, receivedText({ from: ALICE, to: RELAY, body: 'a killer \u{1f52a}', at }));
  await receives(inbox, receivedText({ sid: 'SM2', from: BOB, to: RELAY, at: at - 11 * MINUTE }));
  await open().recover();
  await committed();
  expect(posted()).toEqual(['! Restarted before "menu" (11:49) was answered. Text it again.']);
  await open().recover();
  expect(posted()).toHaveLength(2);
  expect(posted()[1]).toMatch(/^! Restarted before "a killer .*" \(12:00\) was answered\. Text it/);
  await open().recover();
  expect([posted().length, handled.length]).toEqual([2, 1]);
});

test.for(['STOP', 'stop ', 'Help', 'YES', 'info', 'cancel', 'START', 'End', 'quit', 'OptOut'])(
  'the carrier word %j is answered with nothing',
  async (body) => {
    const { handle, handled } = startReception(async (text) => ({ text }));
    expect(await handle({ ...arrival, body })).toEqual({});
    expect(handled).toEqual([]);
  },
);

test('who said STOP hears nothing until START', async () => {
  const { handle, handled } = startReception(async (text) => ({ text }));
  let count = 0;
  const texts = (body: string) => handle({ ...arrival, sid: `SM${++count}`, body });
  await texts('stop');
  expect(await texts('2')).toEqual({});
  expect(await texts('HELP')).toEqual({});
  expect(await handle({ ...arrival, sid: 'SMB', ...by(BOB), body: '2' })).toEqual({
    text: '2',
  });
  expect(await texts('Start')).toEqual({});
  expect(await texts('3')).toEqual({ text: '3' });
  expect(handled).toEqual(['2', '3']);
});

test('what the carrier itself says about opting out counts, whatever the word was', async () => {
  const { handle } = startReception(async (text) => ({ text }));
  expect(await handle({ ...arrival, body: 'leave me alone', optOut: 'stop' })).toEqual({});
  expect(await handle({ ...arrival, sid: 'SM2', body: '2' })).toEqual({});
  expect(await handle({ ...arrival, sid: 'SM3', body: 'come back', optOut: 'start' })).toEqual({});
  expect(await handle({ ...arrival, sid: 'SM4', body: '2' })).toEqual({ text: '2' });
});

test('an answer that gets ready after STOP is not sent', async () => {
  const { handle, ready, clock, posted } = startSlow();
  const slow = handle(arrival);
  clock.advance(DEADLINE_MS);
  await slow;
  await handle({ ...arrival, sid: 'SM2', body: 'STOP' });
  await ready('menu');
  expect(posted()).toEqual([]);
});

describe('a machine that texts back', () => {
  test('is told once that it is enough, and then nothing: so the loop ends', async () => {
    const { handle, handled, clock } = startReception(async () => ({ text: 'what?' }));
    let sid = 0;
    const texts = (body: string) => {
      sid += 1;
      return handle({ ...arrival, sid: `SM${sid}`, body });
    };
    const answers: string[] = [];
    for (let { text } = await texts('I am driving'); text; { text } = await texts(`re: ${text}`)) {
      answers.push(text);
    }
    expect(handled).toHaveLength(30);
    expect(answers).toHaveLength(31);
    expect(answers.at(-1)).toBe('Too many texts: 30 in a minute. I answer again at 12:01.');
    expect(await handle({ ...arrival, sid: 'SM31', body: 'again' })).toEqual({
      text: answers.at(-1),
      isAgain: true,
    });
    clock.advance(MINUTE);
    expect(await texts('menu')).toEqual({ text: 'what?' });
  });

  test('may still say STOP, and is then not texted', async () => {
    const { handle, clock } = startReception(async () => ({ text: 'what?' }));
    for (let sid = 0; sid < 40; sid += 1) await handle({ ...arrival, sid: `SM${sid}` });
    expect(await handle({ ...arrival, sid: 'SM40', body: 'STOP' })).toEqual({});
    clock.advance(MINUTE);
    expect(await handle({ ...arrival, sid: 'SM41' })).toEqual({});
  });
});

test('every text is counted once, as what it was taken for and by what came of it', async () => {
  const slow = Promise.withResolvers<Answer>();
  const answers: Readonly<Record<string, () => Promise<Answer>>> = {
    menu: async () => ({ text: 'home', kind: 'menu' }),
    plex: async () => ({ text: 'found', kind: 'name' }),
    slow: () => slow.promise,
    'is it ok?': async () => ({
      kind: 'question',
      pending: Promise.resolve(() => ({ text: 'It is.' })),
    }),
    broken: () => Promise.reject(new Error('a bug')),
    nothing: async () => ({ kind: 'menu' }),
  };
  const { handle, counted, clock } = startReception((body) => {
    const answer = answers[body];
    if (!answer) throw new Error('no such text');
    return answer();
  });
  const texts = async (body: string) => handle({ ...arrival, sid: `SM-${body}`, body });
  for (const body of ['menu', 'plex', 'is it ok?', 'broken', 'nothing', 'menu']) await texts(body);
  const late = texts('slow');
  await clock.elapse(DEADLINE_MS);
  expect(await late).toEqual({});
  slow.resolve({ text: 'at last', kind: 'menu' });
  await clock.elapse(0);
  for (const body of ['STOP', 'menu again', 'START']) await texts(body);
  expect(counted).toEqual([
    'menu answered',
    'name answered',
    'question answered',
    'unsorted apology',
    'menu silent',
    'replay repeated',
    'menu late',
    'carrier-word silent',
    'opted-out silent',
    'carrier-word silent',
  ]);
});

describe('a reply that is too long for a text', () => {
  const LONG = 'word '.repeat(90);
  const FIRST = `${'word '.repeat(58).trimEnd()}\n+ more 1/2`;

  test('is answered with its first page, which a replay gets too; and the rest is kept', async () => {
    const { handle, database, nexts } = startReception(async () => ({ text: LONG }));
    const { text } = await handle(arrival);
    expect(text).toBe(FIRST);
    expect(await handle(arrival)).toEqual({ text, isAgain: true });
    expect(database.sql.prepare('SELECT answer FROM inbox').get()).toEqual({ answer: text });
    expect(nexts).toEqual([{ part: 'all', at: FIRST.indexOf('\n') }]);
  });

  test('is a text of its own when it is late, fitted as well', async () => {
    const slow = Promise.withResolvers<Answer>();
    const { handle, clock, sent, nexts } = startReception(() => slow.promise);
    const response = handle(arrival);
    await clock.elapse(DEADLINE_MS);
    expect(await response).toEqual({});
    slow.resolve({ text: LONG });
    await clock.elapse(0);
    expect(sent().map(({ body }) => body)).toEqual([FIRST]);
    expect(nexts).toHaveLength(1);
  });

  test('may follow a note, which is plain: both are fitted', async () => {
    const pending = Promise.resolve(() => ({ text: LONG }));
    const { handle, sent, nexts } = startReception(async () => ({ text: 'wait\u{2026}', pending }));
    expect(await handle(arrival)).toEqual({}); // behind the note, in order
    expect(sent().map(({ body }) => body)).toEqual(['wait...', FIRST]);
    expect(nexts).toEqual([undefined, { part: 'all', at: FIRST.indexOf('\n') }]);
  });

  test('and cannot be fitted is a bug, and answered as one', async () => {
    const { handle, problems } = startReception(async () => ({
      ...{ text: 'x', footer: 'x'.repeat(300) },
    }));
    expect(await handle(arrival)).toEqual({ text: '! Something broke here. Try again.' });
    expect(problems).toHaveLength(1);
  });
});
