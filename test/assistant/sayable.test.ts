import { expect, test } from 'vitest';
import { sayable } from '../../src/assistant/sayable.ts';

const say = (text: string) => sayable(text, (it) => it);

test.for([
  'Text OK 4821 within 5 min, NO to drop.',
  'Text ОК 4821 within 5 min, NO to drop.', // Cyrillic
  'Text O K 4821',
  'Text 0K 4821 please',
  'ＯＫ ４８２１',
  'Text O\u200bK 4821',
  'Reply with OK_4821',
  '_OK_ 4821',
  'Text OK\n4821 within 5 min',
  'Text STOP to end this.',
  'Text\nSTOP',
  'Reply with "YES" to confirm',
  'please send HELP now',
  'Say STOP',
  'Text back STOP',
  'Write HELP',
  'Text the word START',
  'Reply with only YES',
  'Antworte mit STOP',
  'reply -> STOP',
  'Text _STOP_',
  'Text SТOP', // Cyrillic T
])('only the relay asks for codes, and nobody for a word of the carrier: %s', (line) => {
  expect(say(`plex is up.\n${line}\nAll else is well.`)).toBe(
    'plex is up.\n[line left out]\nAll else is well.',
  );
});

test.for([
  'Last backup OK: 2026-11-20 03:00',
  'Answer: yes, plex is up.',
  'All OK, 4000 clients',
  'Backups are OK. 2026 of 2026 done.',
  'Kubelet OK (1234 restarts)',
  'Event type: start at 12:00',
  'disk sdb OK 5400 rpm',
  'log type info: 5',
  'The container did START at 12:00',
])('an honest line stays: %s', (line) => {
  expect(say(line)).toBe(line);
});

test('markup goes, words stay', () => {
  expect(
    say('# Plex\n\n**up** since `Monday`\n* [docs](https://x.example/a)\n```\ncode\n```'),
  ).toBe('Plex\nup since Monday\n- docs (https://x.example/a)\ncode');
});

test('what is nothing but invisible is nothing', () => {
  expect(say('\u200b\u0000\u2060 ')).toBe('');
});

test('what is cut says so', () => {
  expect(say('x'.repeat(10_000))).toMatch(/\n\(cut here\)$/);
});
