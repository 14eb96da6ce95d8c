import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { createInboxStore } from '../../src/adapters/storage/sqlite/inbox-store.ts';
import { type Received, SignatureReused } from '../../src/inbox/inbox.ts';
import { ALICE, BOB } from '../support/phone-number.ts';

const folder = mkdtempSync(join(tmpdir(), 'inbox-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = (): string => `sqlite:${join(folder, 'deep', `${files++}.db`)}`;

const text = (over: Partial<Received> = {}): Received => ({
  sid: 'SM1',
  from: ALICE,
  to: undefined,
  body: 'menu',
  media: 0,
  at: 1000,
  ...over,
});

describe.for<readonly [string, () => string]>([
  ['memory', () => 'memory:'],
  ['a file', newFile],
])('an inbox in %s', ([, url]) => {
  const open = () => createInboxStore(openDatabase(url()));

  test('takes a text once, whoever sends it again and whatever it says then', () => {
    const inbox = open();
    expect(inbox.receive(text())).toBe(true);
    expect(inbox.receive(text())).toBe(false);
    expect(inbox.receive(text({ from: BOB, body: 'other', at: 99 }))).toBe(false);
    expect(inbox.receive(text({ sid: 'SM2' }))).toBe(true);
  });

  test('knows a signature under one id only, for good, also when the words are forgotten', () => {
    const inbox = open();
    const reused = () => inbox.receive(text({ sid: 'SM2', signature: 'x' }));
    expect(inbox.receive(text({ signature: 'x' }))).toBe(true);
    expect(inbox.receive(text({ signature: 'x' }))).toBe(false);
    expect(inbox.receive(text({ signature: 'of the fallback' }))).toBe(false);
    expect(reused).toThrow(SignatureReused);
    inbox.forgetBefore(2000);
    expect(reused).toThrow(SignatureReused);
    expect(inbox.receive(text({ sid: 'SM2', signature: 'y' }))).toBe(true);
    expect(inbox.receive(text({ sid: 'SM3' }))).toBe(true);
  });

  test('knows no answer until there is one, and the first stands', () => {
    const inbox = open();
    inbox.receive(text());
    expect(inbox.responseTo('SM1')).toBeUndefined();
    inbox.answer('SM1', { text: 'first \u{1f642}\nline "2" \u00e4' }, 'response');
    inbox.answer('SM1', { text: 'second' }, 'response');
    expect(inbox.responseTo('SM1')).toEqual({ text: 'first \u{1f642}\nline "2" \u00e4' });
    expect(inbox.responseTo('SM9')).toBeUndefined();
  });

  test('an empty answer is an answer', () => {
    const inbox = open();
    inbox.receive(text());
    inbox.answer('SM1', {}, 'response');
    inbox.answer('SM1', { text: 'too late' }, 'response');
    expect(inbox.responseTo('SM1')).toEqual({});
  });

  test('forgets words but no ids', () => {
    const inbox = open();
    inbox.receive(text({ at: 1 }));
    inbox.answer('SM1', { text: 'old' }, 'response');
    inbox.receive(text({ sid: 'SM2', at: 2 }));
    inbox.answer('SM2', { text: 'young' }, 'response');
    expect(inbox.forgetBefore(2)).toBe(1);
    expect(inbox.forgetBefore(2)).toBe(0);
    expect(inbox.responseTo('SM1')).toEqual({});
    expect(inbox.receive(text())).toBe(false);
    expect(inbox.responseTo('SM2')).toEqual({ text: 'young' });
  });

  test('says nothing any more to a text it forgot, even to one it never answered', () => {
    const inbox = open();
    inbox.receive(text({ body: '' }));
    expect(inbox.forgetBefore(2000)).toBe(1);
    inbox.answer('SM1', { text: 'too late' }, 'response');
    expect(inbox.responseTo('SM1')).toEqual({});
  });

  test('knows where somebody texted from last, for as long as that is asked about', () => {
    const inbox = open();
    const [ours, byWhatsApp] = ['+15550100000', `whatsapp:${ALICE}`];
    const addresses = [ALICE, byWhatsApp];
    expect(inbox.lastFrom(addresses, 0)).toBeUndefined();
    inbox.receive(text({ sid: 'SM1', at: 1 }));
    inbox.receive(text({ sid: 'SM2', at: 3, from: byWhatsApp, to: ours }));
    inbox.receive(text({ sid: 'SM3', at: 2, to: ours }));
    inbox.receive(text({ sid: 'SM4', at: 9, from: BOB }));
    inbox.receive(text({ sid: 'SM1', at: 10, to: ours }));
    inbox.forgetBefore(10);
    expect(inbox.lastFrom(addresses, 3)).toEqual({ from: byWhatsApp, to: ours });
    expect(inbox.lastFrom([ALICE], 0)).toEqual({ from: ALICE, to: ours });
    expect(inbox.lastFrom(addresses, 4)).toBeUndefined();
    expect(inbox.lastFrom([BOB], 0)).toEqual({ from: BOB, to: undefined });
  });

  test('tells ids apart that differ in anything', () => {
    const inbox = open();
    const sids = ['SM1', 'sm1', 'SM1 ', 'SM10', 'SM1\u0000', 'SM1\u0000a', '', '1', '01', '1.0'];
    expect(sids.map((sid) => inbox.receive(text({ sid })))).toEqual(sids.map(() => true));
    expect(sids.map((sid) => inbox.receive(text({ sid })))).toEqual(sids.map(() => false));
  });

  test('gives every well-formed text back as it was', () => {
    const inbox = open();
    let count = 0;
    const anyText = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }).map((words) => words.toWellFormed()),
      fc.constantFrom('', '\u0000', 'a\u0000b', '\ufeffx', '\r\n', '\uffff\u{10ffff}'),
    );
    fc.assert(
      fc.property(anyText, (words) => {
        const sid = `SM${count++}`;
        inbox.receive(text({ sid, body: words }));
        inbox.answer(sid, { text: words }, 'response');
        expect(inbox.responseTo(sid)).toEqual({ text: words });
      }),
    );
  });
});
