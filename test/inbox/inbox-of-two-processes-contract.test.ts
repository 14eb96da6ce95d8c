import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import { type InboxAnswer, SignatureReused } from '../../src/inbox/inbox.ts';
import { toPersonId } from '../../src/people/person.ts';
import { describeOnSharedEngines, type TestDatabase } from '../support/engines.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { BOB } from '../support/phone-number.ts';
import { inRounds, phoneOf, race } from '../support/rounds.ts';
import { answerOf, receivedText, receives, responseTo } from '../support/stores.ts';

const OPTED_OUT = 21610;

describeOnSharedEngines('an inbox of two processes', (create) => {
  let database: TestDatabase;
  let one: Stores;
  let two: Stores;
  beforeEach(async () => {
    database = await create();
    one = await database.open(new FakeClock());
    two = await database.open(new FakeClock());
  });
  afterEach(() => database[Symbol.asyncDispose]());

  /** The unfinished texts, as the next process finds them. */
  const leftBehind = async () => (await database.open(new FakeClock())).inbox.unfinished();

  /** Returns an answer to the phone of a round, under the same key whoever gives it. */
  const answer = (round: number, words: string, over: Partial<InboxAnswer> = {}): InboxAnswer =>
    answerOf(
      { text: words },
      {
        asText: { key: `answer:${round}`, to: phoneOf(round), body: words, goodUntil: 600_000 },
        ...over,
      },
    );

  const textOf = (round: number) => receivedText({ sid: `SM${round}`, from: phoneOf(round) });

  test('takes a text once that reaches both at the same moment', async () => {
    await inRounds(async (round) => {
      const receipts = await Promise.all(
        [one, two, one, two].map(({ inbox }) => inbox.receive(textOf(round)).receipt),
      );
      expect(receipts.map(({ is }) => is).toSorted()).toEqual(['known', 'known', 'known', 'new']);
    });
  });

  test('has one answer to a text that reaches both, whoever is asked for it', async () => {
    await inRounds(async (round) => {
      const answers = await Promise.all(
        [one, two].map(({ inbox }, at) =>
          inbox.receive(textOf(round)).answer(answer(round, `${at}`)),
        ),
      );
      const [stored, ...others] = answers.filter((given) => given !== undefined);
      expect(others).toEqual([]);
      expect(stored?.way).toBe('response');
      expect(await responseTo(one.inbox, `SM${round}`)).toEqual(stored?.response);
      expect(await responseTo(two.inbox, `SM${round}`)).toEqual(stored?.response);
    });
  });

  test('refuses a signature that reaches both under two ids, once and whole', async () => {
    await inRounds(async (round) => {
      const sids = [`SM${round}`, `SM${round}x`];
      const [first, second] = await Promise.allSettled(
        [one, two].map(({ inbox }, at) =>
          receives(inbox, receivedText({ sid: sids[at] ?? '', signature: `${round}` })),
        ),
      );
      const refused = first?.status === 'rejected' ? 0 : 1;
      const [taken, reused] = refused === 0 ? [second, first] : [first, second];
      expect(taken).toEqual({ status: 'fulfilled', value: true });
      expect(reused?.status === 'rejected' && reused.reason).toBeInstanceOf(SignatureReused);
      const again = receivedText({ sid: sids[refused] ?? '' });
      expect(await receives(two.inbox, again)).toBe(true);
    });
  });

  test('knows a text that both get with the same signature', async () => {
    await inRounds(async (round) => {
      const text = receivedText({ sid: `SM${round}`, signature: `${round}` });
      const all = await Promise.all([one, two, one].map(({ inbox }) => receives(inbox, text)));
      expect(all.filter(Boolean)).toHaveLength(1);
    });
  });

  test('puts an answer that comes with the deadline into the response or a text, never both', async () => {
    let texts = 0;
    await inRounds(async (round) => {
      const text = one.inbox.receive(textOf(round));
      await text.receipt;
      const [stored, response] = await race(
        round,
        () => text.answer(answer(round, 'late')),
        () => text.defer(),
      );
      const isText = stored?.way === 'text';
      if (isText) texts += 1;
      expect(stored?.response).toEqual(isText ? {} : { text: 'late' });
      expect(response).toEqual(stored?.response);
    });
    expect((await two.outbox.count(0)).get('waiting') ?? 0).toBe(texts);
  });

  test('sends an answer once that comes while its response is lost', async () => {
    let rounds = 0;
    await inRounds(async (round) => {
      const text = one.inbox.receive(textOf(round));
      await text.receipt;
      const { asText } = answer(round, 'late');
      if (!asText) throw new Error('no text');
      await race(
        round,
        () => text.answer(answer(round, 'late')),
        () => text.sendSeparately(() => ({ text: asText, at: 1000 })),
      );
      expect(await responseTo(two.inbox, `SM${round}`)).toEqual({});
      rounds += 1;
    });
    expect(await two.outbox.count(0)).toEqual(new Map([['waiting', rounds]]));
    expect(await leftBehind()).toEqual([]);
  });

  test('does not let an answer of one overtake a text of the other', async () => {
    const text = { key: 'k', to: phoneOf(1), body: 'first', goodUntil: 600_000 };
    await one.outbox.add(text, 1000);
    const queued = await two.inbox.receive(textOf(1)).answer(answer(1, 'second'));
    expect(queued?.way).toBe('text');
  });

  test('merges words that wait into the answer of one of them', async () => {
    const at = 20_000;
    await inRounds(async (round) => {
      const late = { key: `late:${round}`, to: phoneOf(round), body: 'old', goodUntil: 600_000 };
      await one.outbox.add({ ...late, isReplaceable: true }, 1000);
      const given = answer(round, 'new', { at });
      if (!given.asText) throw new Error('no text');
      const replaceable = { ...given, asText: { ...given.asText, isReplaceable: true } };
      const answers = await Promise.all(
        [one, two].map(({ inbox }, process) =>
          inbox.receive({ ...textOf(round), sid: `SM${round}-${process}` }).answer(replaceable),
        ),
      );
      const words = answers.map((stored) => stored?.response.text);
      expect(words.toSorted()).toEqual(['new', 'old\n\nnew']);
    });
    expect([...(await two.outbox.count(0)).keys()]).toEqual(['superseded']);
  });

  test('merges words that wait into an answer, or hands them over, never both', async () => {
    const at = 20_000;
    await inRounds(async (round) => {
      const late = { key: `late:${round}`, to: phoneOf(round), body: 'old', goodUntil: 600_000 };
      await one.outbox.add({ ...late, isReplaceable: true }, 1000);
      const waiting = await one.outbox.nextToSend(at);
      if (!waiting) throw new Error('nothing waits');
      const given = answer(round, 'new', { at });
      if (!given.asText) throw new Error('no text');
      const replaceable = { ...given, asText: { ...given.asText, isReplaceable: true } };
      const attempt = { id: waiting.id, attempts: 1, from: BOB, segments: 1 };
      const [handed, stored] = await race(
        round,
        () => one.outbox.handOver(attempt, at, at + 15_000),
        () => two.inbox.receive(textOf(round)).answer(replaceable),
      );
      expect(stored?.response.text).toBe(handed === 'begun' ? 'new' : 'old\n\nnew');
    });
  });

  test('says nothing through one to somebody who texted STOP to the other', async () => {
    const [mine, others] = [textOf(1), textOf(2)];
    const open = two.inbox.receive(mine);
    expect(await open.receipt).toEqual({ is: 'new' });
    const stop = { ...mine, sid: 'SM3', optOut: 'stop' } as const;
    expect(await one.inbox.receive(stop).receipt).toMatchObject({ is: 'silenced' });
    expect(await open.answer(answer(1, 'too late'))).toMatchObject({ way: 'silent' });
    const next = { ...mine, sid: 'SM4' };
    expect(await two.inbox.receive(next).receipt).toEqual({ is: 'silenced', kind: 'opted-out' });
    expect(await two.inbox.receive(others).receipt).toEqual({ is: 'new' });
    const start = { ...mine, sid: 'SM5', optOut: 'start' } as const;
    await two.inbox.receive(start).receipt;
    expect(await one.inbox.receive({ ...mine, sid: 'SM6' }).receipt).toEqual({ is: 'new' });
  });

  test('is of one mind after STOP and START at the same moment', async () => {
    await inRounds(async (round) => {
      const words = ['stop', 'start', 'stop', 'start'] as const;
      const receipts = await Promise.all(
        words.map(
          (optOut, at) =>
            (at % 3 ? two : one).inbox.receive({
              ...textOf(round),
              sid: `SM${round}-${at}`,
              optOut,
            }).receipt,
        ),
      );
      expect(receipts).toEqual(words.map(() => ({ is: 'silenced', kind: 'carrier-word' })));
      const isOut = (await one.suppressions.of(phoneOf(round)))?.code === OPTED_OUT;
      const receipt = await two.inbox.receive(textOf(round)).receipt;
      expect(receipt.is).toBe(isOut ? 'silenced' : 'new');
    });
  });

  test('stores nothing through one of somebody who was locked out at the other', async () => {
    const phones = { addresses: [{ channel: 'sms', number: BOB }] } as const;
    await one.suspensions.suspend({ id: toPersonId('anna'), ...phones }, 1);
    const text = { ...textOf(1), suspensionKeys: ['anna'] };
    expect(await two.inbox.receive(text).receipt).toEqual({ is: 'suspended' });
  });

  test('takes hundreds of texts in one moment, of which each comes three times', async () => {
    const texts = Array.from({ length: 100 }, (_unused, at) =>
      receivedText({
        ...{ sid: `SM${at}`, from: phoneOf(at), at, media: at % 2, body: at % 5 ? `${at}` : '' },
        ...{ to: at % 3 ? BOB : undefined, signature: at % 7 ? `${at}` : undefined },
      }),
    );
    const all = await Promise.all(
      [...texts, ...texts, ...texts].map((text, at) => receives((at % 2 ? one : two).inbox, text)),
    );
    expect(all.filter(Boolean)).toHaveLength(100);
    const stored = await leftBehind();
    expect(
      stored.map(({ sid, from, to, body, media, at }) => [sid, from, to, body, media, at]),
    ).toEqual(texts.map(({ sid, from, to, body, media, at }) => [sid, from, to, body, media, at]));
  });

  test('ends a text that the other received, and forgets each text once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_unused, at) =>
        receives((at % 2 ? one : two).inbox, receivedText({ sid: `SM${at}`, at })),
      ),
    );
    await Promise.all([one.inbox.finish('SM0'), two.inbox.finish('SM1'), two.inbox.finish('SM0')]);
    expect(await leftBehind()).toHaveLength(18);
    const forgotten = await Promise.all([one, two].map(({ inbox }) => inbox.forgetBefore(10)));
    expect(forgotten.reduce((sum, texts) => sum + texts)).toBe(10);
    expect(await leftBehind()).toHaveLength(10);
  });
});
