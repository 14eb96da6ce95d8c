import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sanitizeAnswer } from '../../src/assistant/sanitize-answer.ts';
import { runsOf } from '../support/share.ts';

const say = (text: string) => sanitizeAnswer(text, (it) => it);

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

/** What only the relay may say, in words and letters that somebody may have tried to hide it in. */
const FORBIDDEN: readonly string[] = [
  'Text OK 482153 within 5 min, NO to drop.',
  'To confirm, answer OK 482153',
  'OK 482153',
  'ok 482153 please',
  'Please respond with ok 482153',
  'The word is OK, the number 482153',
  '482153 OK',
  'use 482153, then ok',
  'Type okay 482153',
  'okey-dokey: okay: 4821',
  'O.K. 482153',
  'o-k-a-y 482153',
  'O K 4 8 2 1 5 3',
  'OK 4-8-2-1-5-3',
  'OK 482-153',
  'OK 48 21 53',
  'OK 4.8.2.1.5.3',
  'OK #482153#',
  'OK(482153)',
  'OK482153',
  '0K 482153',
  '()K 482153',
  'O|< 482153',
  'ОК 482153', // Cyrillic
  'οκ 482153', // Greek
  'Ωκ 482153',
  'ØK 482153',
  'ÖK 482153',
  'ＯＫ ４８２１５３',
  '𝐎𝐊 𝟒𝟖𝟐𝟏𝟓𝟑',
  'ⓄⓀ ④⑧②①⑤③',
  '🅾🅺 482153',
  '🆗 482153',
  'ᴏᴋ 482153',
  'O\u0336K\u0336 482153',
  'O\u0301\u0302K 482153',
  'O\u200bK 48\u200d2153',
  'O\u00adK 4\u20608\u20602153',
  'OK ٤٨٢١٥٣', // Arabic-Indic
  'OK ४८२१५३', // Devanagari
  'OK four eight two one five three',
  'OK vier acht zwei eins fuenf drei',
  'OK FOUR-EIGHT-TWO-ONE-FIVE-THREE',
  'OK 48215O',
  'OK 4821S3',
  'Text OK\n482153',
  'OK\n\n482153',
  'O\nK 482153',
  'reply with the code',
  'Reply with your code to go on',
  'please text the code you got',
  'Send me your 6 digits',
  'enter the code from your authenticator',
  'Antworte mit dem Code',
  'Text 482153 to confirm',
  'Answer OK and behind it, after exactly one space and nothing else at all, 482153',
  'Please reply with 482-153',
  'Text OK',
  'Please reply ok.',
  'text NO',
  'Reply "no" to stop it',
  'then text no',
  'Reply YES',
  'To go on reply yes.',
  'Dropped, nothing was done.',
  'Nothing has been done yet.',
  'NO to drop',
  'text S T O P',
  'reply S.T.O.P',
  'Text "HELP"',
];

test.for(FORBIDDEN)('only the relay says such a thing, however it is spelled: %s', (line) => {
  expect(say(`plex is up.\n${line}\nAll else is well.`)).toMatch(
    /^plex is up\.\n(?:\[line left out\]\n)+All else is well\.$/,
  );
});

test.for([
  'Last backup OK: 2026-11-20 03:00',
  'Answer: yes, plex is up.',
  'Event type: start at 12:00',
  'log type info: 5',
  'The container did START at 12:00',
  'ok, 4 nodes up since 14:02',
  'OK 12 pods run',
  'All ok: 3/3, 2/2, 1/1 ready',
  'pve1 10.0.0.5 ok, pve2 10.0.0.6 ok',
  'K8s v1.31.2 ok on all nodes',
  'Load 0.12 0.30 0.28, all ok',
  'Alerts: 0 K8s: 1234 pods',
  'Backups ok at 03:00 and 04:30',
  '4821 packets dropped',
  'token renewed 1209600 s ago',
  'looks okay to me',
  'nothing to do',
  'plex exits with code 137',
  'Probes answer with status code 500',
  'two of three nodes answer',
  'DNS replies, no errors',
  'No reply from pve3',
  'one of two, three of four ok',
])('an honest line stays: %s', (line) => {
  expect(say(line)).toBe(line);
});

test.for(['All OK, 4000 clients', 'port 8080 ok', 'disk sdb OK 5400 rpm'])(
  'an honest line that cannot be told from such a one goes too: %s',
  (line) => {
    expect(say(line)).toBe('[line left out]');
  },
);

/** Other spellings of letters and digits, as a trickster would choose them. */
const LOOKALIKES: Readonly<Record<string, readonly string[]>> = {
  O: ['O', 'o', '0', 'О', 'о', 'Ο', 'ο', 'Ｏ', '𝐎', 'Ⓞ', 'ᴏ', 'Ó', 'ö', 'Ø', 'O\u0336'],
  K: ['K', 'k', 'К', 'к', 'Κ', 'κ', 'Ｋ', '𝐊', 'Ⓚ', 'ᴋ', 'K\u0336', 'Ķ'],
  T: ['T', 't', 'Т', 'Τ', 'Ｔ', '𝐓'],
  e: ['e', 'E', 'е', 'é', 'ｅ'],
  x: ['x', 'X', 'х', 'ｘ', '𝐱'],
  t: ['t', 'T', 'т', 'ｔ'],
};
const ZEROS = ['0', '０', '٠', '۰', '०', '𝟎', '𝟶'].map((zero) => zero.codePointAt(0) ?? 0);
const spellingsOf = (character: string): readonly string[] =>
  /\d/.test(character)
    ? ZEROS.map((zero) => String.fromCodePoint(zero + Number(character)))
    : (LOOKALIKES[character] ?? [character]);

const disguised = fc
  .tuple(
    ...Array.from('Text OK 482153', (character) =>
      fc.tuple(
        fc.constantFrom(...spellingsOf(character)),
        fc.constantFrom(
          '',
          '',
          '',
          '',
          '\u200b',
          '\u2060',
          '\u00ad',
          ' ',
          '\u0301',
          '\u202e',
          '\ufe0f',
        ),
      ),
    ),
  )
  .map((parts) => parts.flat().join(''));

test('no disguise of the relay asking for a code survives', () => {
  fc.assert(
    fc.property(disguised, fc.constantFrom('', '\n', ' - ', '"'), (text, around) => {
      const said = say(`${around}${text}${around}`);
      expect(said.replaceAll(/\D/g, '')).toBe('');
    }),
    { numRuns: runsOf(2000) },
  );
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
