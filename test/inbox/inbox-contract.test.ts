import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SignatureReused } from '../../src/inbox/inbox.ts';
import { toPersonId } from '../../src/people/person.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/phone-number.ts';
import {
  answerOf,
  receiveAndAnswer,
  receivedText,
  receives,
  responseTo,
} from '../support/stores.ts';

const PHONES = { addresses: [{ channel: 'sms', number: BOB }] } as const;
const ANNA = { id: toPersonId('anna'), ...PHONES };

describeOnEngines('an inbox', (create) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await create();
  });
  afterEach(() => database[Symbol.asyncDispose]());
  const open = () => database.open(new FakeClock());
  /** The unfinished texts, as the next process finds them. */
  const leftBehind = async () => (await open()).inbox.unfinished();

  test('takes a text once, whoever sends it again and whatever it says then', async () => {
    const { inbox } = await open();
    expect(await receives(inbox, receivedText())).toBe(true);
    expect(await receives(inbox, receivedText())).toBe(false);
    const other = receivedText({ from: BOB, body: 'other', at: 99 });
    expect(await receives(inbox, other)).toBe(false);
    expect(await receives(inbox, receivedText({ sid: 'SM2' }))).toBe(true);
  });

  test('takes a text once when it comes several times in one moment', async () => {
    const { inbox } = await open();
    const all = await Promise.all([1, 2, 3].map(() => receives(inbox, receivedText())));
    expect(all).toEqual([true, false, false]);
  });

  test('knows a signature under one id only, for good, also when the words are forgotten', async () => {
    const { inbox } = await open();
    const reused = () => receives(inbox, receivedText({ sid: 'SM2', signature: 'x' }));
    expect(await receives(inbox, receivedText({ signature: 'x' }))).toBe(true);
    expect(await receives(inbox, receivedText({ signature: 'x' }))).toBe(false);
    expect(await receives(inbox, receivedText({ signature: 'of the fallback' }))).toBe(false);
    await expect(reused()).rejects.toThrow(SignatureReused);
    await inbox.forgetBefore(2000);
    await expect(reused()).rejects.toThrow(SignatureReused);
    expect(await receives(inbox, receivedText({ sid: 'SM2', signature: 'y' }))).toBe(true);
    expect(await receives(inbox, receivedText({ sid: 'SM3' }))).toBe(true);
  });

  test('refuses of two texts with one signature in one moment only the second', async () => {
    const { inbox } = await open();
    const signature = 'x';
    const both = ['SM1', 'SM2'].map((sid) => receives(inbox, receivedText({ sid, signature })));
    const [first, second] = await Promise.allSettled([...both]);
    expect(first).toEqual({ status: 'fulfilled', value: true });
    expect(second?.status).toBe('rejected');
    expect(await receives(inbox, receivedText({ sid: 'SM2' }))).toBe(true);
  });

  test('knows no answer until there is one, and the first stands', async () => {
    const { inbox } = await open();
    const text = inbox.receive(receivedText());
    expect((await text.receipt).is).toBe('new');
    expect(await responseTo(inbox, 'SM1')).toBeUndefined();
    await text.answer(answerOf({ text: 'first \u{1f642}\nline "2" \u00e4' }));
    await text.answer(answerOf({ text: 'second' }));
    expect(await responseTo(inbox, 'SM1')).toEqual({ text: 'first \u{1f642}\nline "2" \u00e4' });
  });

  test('takes an answer in the moment of the text, and only if that is new', async () => {
    const { inbox } = await open();
    const first = inbox.receive(receivedText());
    const second = inbox.receive(receivedText());
    const answers = [first, second].map((text, at) => text.answer(answerOf({ text: `${at}` })));
    expect(await Promise.all(answers)).toEqual([
      { response: { text: '0' }, way: 'response' },
      undefined,
    ]);
    expect(await responseTo(inbox, 'SM1')).toEqual({ text: '0' });
  });

  test('an empty answer is an answer', async () => {
    const { inbox } = await open();
    const text = inbox.receive(receivedText());
    await text.answer(answerOf({}));
    await text.answer(answerOf({ text: 'too late' }));
    expect(await responseTo(inbox, 'SM1')).toEqual({});
  });

  test('an answer after the deadline is a text, and one before it the response', async () => {
    const { inbox, outbox } = await open();
    const late = inbox.receive(receivedText());
    expect(await late.defer()).toEqual({});
    const answered = await late.answer(answerOf({ text: 'late' }));
    expect(answered).toEqual({ response: {}, way: 'text' });
    expect((await outbox.get(1))?.body).toBe('late');

    const inTime = inbox.receive(receivedText({ sid: 'SM2', from: BOB }));
    const forBob = { key: 'answer:SM2', to: BOB, body: 'in time', goodUntil: 600_000 };
    await inTime.answer(answerOf({ text: 'in time' }, { asText: forBob }));
    expect(await inTime.defer()).toEqual({ text: 'in time' });
  });

  test('an answer does not overtake a text that leaves for the same phone', async () => {
    const { inbox, outbox } = await open();
    await outbox.add({ key: 'k', to: ALICE, body: 'first', goodUntil: 600_000 }, 1000);
    const answered = await inbox.receive(receivedText()).answer(answerOf({ text: 'second' }));
    expect(answered?.way).toBe('text');
    const from = receivedText({ sid: 'SM2', from: BOB });
    const forBob = { key: 'answer:SM2', to: BOB, body: 'x', goodUntil: 600_000 };
    const bobs = await inbox.receive(from).answer(answerOf({ text: 'x' }, { asText: forBob }));
    expect(bobs?.way).toBe('response');
  });

  test('says nothing to somebody who opted out, and stores what they text', async () => {
    const { inbox, suppressions } = await open();
    const texts = [
      receivedText({ sid: 'SM1', optOut: 'stop' }),
      receivedText({ sid: 'SM2' }),
      receivedText({ sid: 'SM3', from: BOB }),
      receivedText({ sid: 'SM4', optOut: 'start' }),
      receivedText({ sid: 'SM5' }),
    ];
    const receipts = await Promise.all(texts.map((text) => inbox.receive(text).receipt));
    expect(receipts).toEqual([
      { is: 'silenced', kind: 'carrier-word' },
      { is: 'silenced', kind: 'opted-out' },
      { is: 'new' },
      { is: 'silenced', kind: 'carrier-word' },
      { is: 'new' },
    ]);
    expect(await responseTo(inbox, 'SM2')).toEqual({});
    expect(await suppressions.all()).toEqual([]);
  });

  test('stores nothing of somebody who is locked out, by their name or any number', async () => {
    const { inbox, suspensions } = await open();
    await suspensions.suspend(ANNA, 1);
    const texts = [['anna', ALICE], ['carl', BOB], ['carl']].map((suspensionKeys, at) =>
      receivedText({ sid: `SM${at}`, suspensionKeys }),
    );
    const receipts = await Promise.all(texts.map((text) => inbox.receive(text).receipt));
    expect(receipts.map(({ is }) => is)).toEqual(['suspended', 'suspended', 'new']);
    expect((await leftBehind()).map(({ sid }) => sid)).toEqual(['SM2']);
  });

  test('an answer to somebody who was locked out meanwhile goes nowhere', async () => {
    const { inbox, outbox, suspensions } = await open();
    const text = inbox.receive(receivedText({ suspensionKeys: ['anna'] }));
    await text.defer();
    await suspensions.suspend(ANNA, 1);
    expect(await text.answer(answerOf({ text: 'a secret' }))).toMatchObject({ way: 'silent' });
    expect(await outbox.get(1)).toBeUndefined();
  });

  test('knows what an earlier process left, until that is done', async () => {
    const { inbox } = await open();
    const sids = ['SM1', 'SM2', 'SM3'];
    const texts = sids.map((sid, at) => inbox.receive(receivedText({ sid, at })));
    await texts[1]?.answer(answerOf({ text: 'hello', kind: 'menu' }));
    await texts[2]?.answer(answerOf({ text: 'done' }));
    await texts[2]?.acknowledge();
    await expect.poll(leftBehind).toMatchObject([
      { sid: 'SM1', answer: undefined, tries: 0 },
      { sid: 'SM2', answer: { text: 'hello', kind: 'menu' }, tries: 0 },
    ]);
    await inbox.resume(receivedText({ sid: 'SM1', at: 0 })).receipt;
    expect(await leftBehind()).toMatchObject([{ sid: 'SM1', tries: 1 }, { sid: 'SM2' }]);
    await Promise.all(sids.map((sid) => inbox.finish(sid)));
    expect(await leftBehind()).toEqual([]);
  });

  test('forgets words but no ids', async () => {
    const { inbox } = await open();
    await receiveAndAnswer(inbox, receivedText({ at: 1 }), { text: 'old' });
    await receiveAndAnswer(inbox, receivedText({ sid: 'SM2', at: 2 }), { text: 'young' });
    expect(await inbox.forgetBefore(2)).toBe(1);
    expect(await inbox.forgetBefore(2)).toBe(0);
    expect(await responseTo(inbox, 'SM1')).toEqual({});
    expect(await receives(inbox, receivedText())).toBe(false);
    expect(await responseTo(inbox, 'SM2')).toEqual({ text: 'young' });
  });

  test('says nothing any more to a text it forgot, even to one it never answered', async () => {
    const { inbox } = await open();
    const text = inbox.receive(receivedText({ body: '' }));
    await text.receipt;
    expect(await inbox.forgetBefore(2000)).toBe(1);
    await text.answer(answerOf({ text: 'too late' }));
    expect(await responseTo(inbox, 'SM1')).toEqual({});
  });

  test('knows where somebody texted from last, for as long as that is asked about', async () => {
    const { inbox } = await open();
    const [ours, byWhatsApp] = ['+15550100000', `whatsapp:${ALICE}`];
    const addresses = [ALICE, byWhatsApp];
    expect(await inbox.lastFrom(addresses, 0)).toBeUndefined();
    await receives(inbox, receivedText({ sid: 'SM1', at: 1 }));
    await receives(inbox, receivedText({ sid: 'SM2', at: 3, from: byWhatsApp, to: ours }));
    await receives(inbox, receivedText({ sid: 'SM3', at: 2, to: ours }));
    await receives(inbox, receivedText({ sid: 'SM4', at: 9, from: BOB }));
    await receives(inbox, receivedText({ sid: 'SM1', at: 10, to: ours }));
    await inbox.forgetBefore(10);
    expect(await inbox.lastFrom(addresses, 3)).toEqual({ from: byWhatsApp, to: ours });
    expect(await inbox.lastFrom([ALICE], 0)).toEqual({ from: ALICE, to: ours });
    expect(await inbox.lastFrom(addresses, 4)).toBeUndefined();
    expect(await inbox.lastFrom([BOB], 0)).toEqual({ from: BOB, to: undefined });
  });

  test('tells ids apart that differ in anything', async () => {
    const { inbox } = await open();
    const sids = ['SM1', 'sm1', 'SM1 ', 'SM10', 'SM1\u0000', 'SM1\u0000a', '', '1', '01', '1.0'];
    const all = () => Promise.all(sids.map((sid) => receives(inbox, receivedText({ sid }))));
    expect(await all()).toEqual(sids.map(() => true));
    expect(await all()).toEqual(sids.map(() => false));
  });

  test('gives every well-formed text back as it was', async () => {
    const { inbox } = await open();
    let count = 0;
    const anyText = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }).map((words) => words.toWellFormed()),
      fc.constantFrom('', '\u0000', 'a\u0000b', '\ufeffx', '\r\n', '\uffff\u{10ffff}'),
    );
    await fc.assert(
      fc.asyncProperty(anyText, async (words) => {
        const sid = `SM${count++}`;
        await receiveAndAnswer(inbox, receivedText({ sid, body: words }), { text: words });
        expect(await responseTo(inbox, sid)).toEqual({ text: words });
      }),
    );
  });
});
