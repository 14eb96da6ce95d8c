import { expect, test } from 'vitest';
import { type AlertAnswer, type AlertRequest, parseAnswer } from '../../src/alerts/parse-answer.ts';

const HOUR_MS = 3_600_000;

const code = (request?: AlertRequest, name = 'K7'): AlertAnswer => ({
  ...{ is: 'code', code: name },
  ...(request && { request }),
});
const snooze = (ms: number): AlertRequest => ({ verb: 'snooze', span: { ms } });
const snoozeTo = (hour: number, minute: number, isTomorrow = false): AlertRequest => ({
  ...{ verb: 'snooze', span: { hour, minute, isTomorrow } },
});
const ACK = code({ verb: 'ack' });
const UNCLEAR: AlertAnswer = { is: 'unclear', code: 'K7' };

const READ: readonly (readonly [text: string, answer: AlertAnswer])[] = [
  ['K7', code()],
  [' "k7". ', code()],
  ['k7a', ACK],
  ['K7 ok', ACK],
  ['K7 ok?', code()],
  ['K7 A.', ACK],
  ['k 7 a', ACK],
  ['K7 as', ACK],
  ['k7as', ACK],
  ['k7ack', ACK],
  ['K7 ok', ACK],
  ['K7 OKAY!', ACK],
  ['K7: ack', ACK],
  ['K7, a', ACK],
  ['K7\n a', ACK],
  ['\u201cK7 A\u201d', ACK],
  ['Ｋ７ Ａ', ACK],
  ['ok k7', ACK],
  ['Ack K7', ACK],
  ['take k 7', ACK],
  ['K7 take it', ACK],
  ['k7 mine', ACK],
  ['k7 ack please', ACK],
  ['k7 ack thanks', ACK],
  ['ak7', code({ verb: 'ack' })],
  ['a k7', ACK],
  ['fk7 a', code({ verb: 'ack' }, 'FK7')],
  ['K7 s', code({ verb: 'snooze' })],
  ['k7s', code({ verb: 'snooze' })],
  ['K7, 2 hours', code(snooze(2 * HOUR_MS))],
  ['k7 2h', code(snooze(2 * HOUR_MS))],
  ['k7 s 2h', code(snooze(2 * HOUR_MS))],
  ['k7 ack for 2h', code(snooze(2 * HOUR_MS))],
  ['k7 snooze for 90 min', code(snooze(1.5 * HOUR_MS))],
  ['K7 3d', code(snooze(72 * HOUR_MS))],
  ['k7 1 day', code(snooze(24 * HOUR_MS))],
  ['k7 45 minutes', code(snooze(0.75 * HOUR_MS))],
  ['k7 17:30', code(snoozeTo(17, 30))],
  ['k7 until 17.30', code(snoozeTo(17, 30))],
  ['k7 17:30 tomorrow', code(snoozeTo(17, 30, true))],
  ['k7 s until 8:00 tomorrow', code(snoozeTo(8, 0, true))],
  ['k7 c', code({ verb: 'close' })],
  ['K7 mute', code({ verb: 'close' })],
  ['close k7', code({ verb: 'close' })],
  ['k7 n Ordered a Disk', code({ verb: 'note', words: 'Ordered a Disk' })],
  ['K7 note UPS on order', code({ verb: 'note', words: 'UPS on order' })],
  ['k7n ordered', code({ verb: 'note', words: 'ordered' })],
  ['k7d', code({ verb: 'details' })],
  ['K7 details?', code({ verb: 'details' })],
  ['k7 w', code({ verb: 'who' })],
  ['K7 who', code({ verb: 'who' })],
  ['k7 e', code({ verb: 'pass' })],
  ['k7 pass ben', code({ verb: 'pass', words: 'ben' })],
  ['k7 pass on to ben', code({ verb: 'pass', words: 'ben' })],
  ['k7 u', code({ verb: 'unack' })],
  ['all a', { is: 'all', request: { verb: 'ack' } }],
  ['ALL ack.', { is: 'all', request: { verb: 'ack' } }],
  ['all 2h', { is: 'all', request: snooze(2 * HOUR_MS) }],
  ['all c', { is: 'all', request: { verb: 'close' } }],
  ['ack all', { is: 'all', request: { verb: 'ack' } }],
  ['Snooze all 2 hours', { is: 'all', request: snooze(2 * HOUR_MS) }],
  ['mute all', { is: 'all', request: { verb: 'close' } }],
  ['ack', { is: 'ack' }],
  ['Ack.', { is: 'ack' }],
  ['quiet', { is: 'quiet' }],
  ['quiet 2h', { is: 'hold', what: 'quiet', span: { ms: 2 * HOUR_MS } }],
  ['Quiet for 2 hours', { is: 'hold', what: 'quiet', span: { ms: 2 * HOUR_MS } }],
  [
    'quiet until 7:00',
    { is: 'hold', what: 'quiet', span: { hour: 7, minute: 0, isTomorrow: false } },
  ],
  ['maint', { is: 'holds' }],
  ['maint pve2 2h', { is: 'hold', what: 'maintenance', name: 'pve2', span: { ms: 2 * HOUR_MS } }],
  [
    'Maintenance pve2 for 2 hours',
    { is: 'hold', what: 'maintenance', name: 'pve2', span: { ms: 2 * HOUR_MS } },
  ],
  [
    'maint pve2 22:00 2h',
    {
      ...{ is: 'hold', what: 'maintenance', name: 'pve2', span: { ms: 2 * HOUR_MS } },
      from: { hour: 22, minute: 0, isTomorrow: false },
    },
  ],
  [
    'maint living room from 8:00 tomorrow for 90 min',
    {
      ...{ is: 'hold', what: 'maintenance', name: 'living room', span: { ms: 1.5 * HOUR_MS } },
      from: { hour: 8, minute: 0, isTomorrow: true },
    },
  ],
  [
    'maint pve2 until 18:00',
    {
      is: 'hold',
      what: 'maintenance',
      name: 'pve2',
      span: { hour: 18, minute: 0, isTomorrow: false },
    },
  ],
  ['maint 2h pve2', { is: 'hold', what: 'maintenance', name: 'pve2', span: { ms: 2 * HOUR_MS } }],
  [
    'maintenance 2 hours for living room',
    { is: 'hold', what: 'maintenance', name: 'living room', span: { ms: 2 * HOUR_MS } },
  ],
  ['oncall 2h', { is: 'hold', what: 'on-call', name: 'me', span: { ms: 2 * HOUR_MS } }],
  ['maint pve2', { is: 'hold', what: 'maintenance', name: 'pve2' }],
  ['maint pve2 0', { is: 'end-hold', what: 'maintenance', name: 'pve2' }],
  ['maint off', { is: 'end-hold', what: 'maintenance' }],
  ['oncall', { is: 'holds' }],
  ['oncall ben 3d', { is: 'hold', what: 'on-call', name: 'ben', span: { ms: 72 * HOUR_MS } }],
  [
    'On call ben for 3 days.',
    { is: 'hold', what: 'on-call', name: 'ben', span: { ms: 72 * HOUR_MS } },
  ],
  ['oncall off', { is: 'end-hold', what: 'on-call' }],
  ['why plex?', { is: 'why', name: 'plex' }],
  ['k7 why', code({ verb: 'why' })],
  ['k7 cut 3', code({ verb: 'cut', number: 3 })],
  ['quiet off', { is: 'end-hold', what: 'quiet' }],
];

test.each(READ)('%j is read', (text, answer) => {
  expect(parseAnswer(text)).toEqual(answer);
});

test.each([
  ...['k7 restart', 'k7 a lot of noise', 'k7 2', 'k7 0h', 'k7 25:00', 'k7 17:60', 'k7 2 weeks'],
  ...['k7 c everything', 'k7 pass ben or anna', 'k7 n', 'n k7', 'nk7', 'k7 1000h'],
])('%j names a code, and asks for nothing that exists', (text) => {
  expect(parseAnswer(text)).toEqual(UNCLEAR);
});

test.each([
  ...[
    '',
    ' ',
    '.',
    'v 2',
    'k8s',
    'K8',
    'k 8',
    '2 plex',
    'vm 104',
    'all good',
    'all ok?',
    'all ok',
    'ok?',
    'all',
    'ok',
    'a',
    's',
    'c',
  ],
  ...[
    'k 7',
    'b7',
    'q2',
    'k77',
    'kk77',
    'ck7x',
    'plex',
    'acknowledge the nas',
    'all d',
    'quiet please',
  ],
  ...['quiet night?', 'quiet 0m', 'STOP', 'HELP', 'INFO', 'START', 'YES', 'no', '1', '17:30', '2h'],
  ...[
    'ok k8s',
    'vm 2 restart',
    'pi 4 details',
    'tv 2 off',
    'take plex',
    'is k7 still down?',
    'please reboot k7 for me',
    'ok 123456',
  ],
  ...[
    'what is down',
    'close the garage',
    'who is at the door',
    'note to self',
    'k7ack7',
    '\0',
    '\uD800',
  ],
])('%j is no answer to an alert', (text) => {
  expect(parseAnswer(text)).toBeUndefined();
});

test('a very long text is read no further than its beginning, and quickly', () => {
  expect(parseAnswer(`k7 ${'a '.repeat(100_000)}`)).toEqual(UNCLEAR);
  expect(parseAnswer(`${'k'.repeat(100_000)}7`)).toBeUndefined();
});
