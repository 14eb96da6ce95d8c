import { AT_A_LOSS, HOME, LOST, SHORT, SILENT } from './expectations.ts';
import { after, both, each, nowAndLater, questions, type Theme } from './row.ts';

const TALK = each(
  SHORT,
  'thanks',
  'Thanks!',
  'thank you!!',
  'thank you so much',
  'thx',
  'ty',
  'cheers',
  'ok',
  'OK.',
  'okay',
  'okay cool',
  'ok thanks',
  'k',
  'kk',
  '👍',
  '👍🏽',
  '🙏',
  '❤️',
  'lol',
  'haha',
  'great',
  'great, thanks!',
  'perfect',
  'awesome',
  'nice one',
  'cool',
  'got it',
  'alright',
  'sorry',
  'oops',
  'sorry wrong number',
  'bye',
  'bye bye',
  'good night',
  'gn',
  'see you',
  'good job',
  'love it',
  'never mind',
  'nvm',
  'sure',
  'yes please',
  'done',
);

const LATER = [
  after(['plex', '1'], 'thanks', SHORT),
  after(['2', 'v'], 'ok', SHORT),
  after(['hi'], '👍', SHORT),
  after(['status'], 'great', SHORT),
  after(['reboot plex', 'no'], 'ok', SHORT),
  after(['5', 'why is plex slow'], 'thanks', SHORT),
  after(['asdf'], 'sorry', SHORT),
];

/** The words of the carrier, which the relay notes and leaves to it. */
const CARRIER = [
  ...each(SILENT, 'STOP', 'stop', 'CANCEL', 'yes', 'HELP', 'help', 'INFO', 'quit', 'end'),
  after(['stop', 'start'], 'hi', HOME),
];

const A_LONG_STORY =
  'so i was at the store and then my sister called about the dinner on sunday and the potatoes '.repeat(
    12,
  );

/** The letters of the thing that was open are not offered without its name. */
const NOTHING_OPEN = { lacks: [/R\)eboot|S\)hutdown|X\) Power|K\)ick|X\) Block/] };

const NONSENSE = [
  ...each(
    LOST,
    'asdf',
    'asdfgh jkl',
    '42?',
    'qwertz',
    'xyzzy',
    'hjkl;',
    '12345',
    'a1b2c3',
    'http://example.com/x',
  ),
  ...each(HOME, '', '   '),
  ...each(AT_A_LOSS, ':-', '...', '.', '🍕', '🍕🍕🍕', '$$$', '😀'.repeat(300)),
  ...questions('either', each(LOST, 'blah blah blah', 'la la la la la', 'lorem ipsum', 'buy milk')),
  ...questions('either', [
    ...each(LOST, 'x'.repeat(1500)),
    ...each(NOTHING_OPEN, A_LONG_STORY), // may be a question for Claude
  ]),
  after(['plex', '1'], 'asdf', both(LOST, NOTHING_OPEN)),
  after(['kids-ipad'], 'blah blah', both(LOST, NOTHING_OPEN)),
  after(['asdf'], 'qwertz', both(LOST, { lacks: [/\? for help[\s\S]*\? for help/] })),
  after(['2', 'v'], 'fghfgh', LOST),
];

export const SMALL_TALK: Theme = {
  name: 'small talk',
  rows: [
    ...nowAndLater(TALK),
    ...questions('either', each(SHORT, 'you are the best')),
    ...LATER,
    ...CARRIER,
  ],
};
export const NONSENSE_TEXTS: Theme = { name: 'nonsense', rows: NONSENSE };
