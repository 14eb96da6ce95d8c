import { expect, test } from 'vitest';
import { type Asked, FakeClaude } from '../../support/fake-claude.ts';
import { rowsOf } from '../../support/share.ts';
import { AREA_WORDS } from './area-words.ts';
import { CONFIRMATIONS, DEED_TEXTS } from './confirmations.ts';
import { HELP_TEXTS } from './help.ts';
import { LANGUAGES } from './languages.ts';
import { NAME_TEXTS } from './names.ts';
import { NEAR_MISSES } from './near-misses.ts';
import { OPENERS } from './openers.ts';
import { PRINTED } from './printed.ts';
import { report, shareOf } from './report.ts';
import type { Theme } from './row.ts';
import { ACTIONS, QUESTION_TEXTS, SENTENCES } from './sentences.ts';
import { NONSENSE_TEXTS, SMALL_TALK } from './small-talk.ts';
import { type Answered, textRows } from './text-rows.ts';

/** The changes come last: they change the house. */
const ALL: readonly Theme[] = [
  OPENERS,
  LANGUAGES,
  HELP_TEXTS,
  PRINTED,
  NAME_TEXTS,
  AREA_WORDS,
  NEAR_MISSES,
  SENTENCES,
  ACTIONS,
  QUESTION_TEXTS,
  SMALL_TALK,
  NONSENSE_TEXTS,
  CONFIRMATIONS,
  DEED_TEXTS,
];

const THEMES = ALL.map((theme) => ({ ...theme, rows: rowsOf(theme.rows) }));

/** Outside the gate every third row is enough to see that the model is left alone. */
const SOME: readonly Theme[] = process.env['CI']
  ? THEMES
  : THEMES.map((theme) => ({ ...theme, rows: theme.rows.filter((_, at) => at % 3 === 0) }));

const MIN_SHARE = 95;

function expectUnderstood(title: string, answered: readonly Answered[]): void {
  process.stdout.write(report(title, answered));
  expect.soft(answered.flatMap(({ faults }) => faults)).toEqual([]);
  expect.soft(shareOf(answered)).toBeGreaterThanOrEqual(MIN_SHARE);
}

/** All of it is work of this process, a thousand texts of it: beside others it takes twice as long. */
const TIMEOUT = { timeout: 120_000 };

test('everyday texts are understood without Claude', TIMEOUT, async () => {
  expectUnderstood('Without Claude', await textRows(THEMES));
});

test(
  'everyday texts are understood with Claude, and only real questions cost money',
  TIMEOUT,
  async () => {
    await using claude = await FakeClaude.start();
    claude.moves = [{ say: 'Claude looked at it.' }];
    const answered = await textRows(SOME, {
      env: {
        ANTHROPIC_API_KEY: 'sk-ant-of-the-test',
        ANTHROPIC_BASE_URL: claude.url,
        CLAUDE_DAILY_USD: '1000',
      },
      asked: () => claude.asked.map(wordsOf),
    });
    expectUnderstood('With Claude', answered);
    expect.soft(textsPaidInVain(claude.asked, answered)).toEqual([]);
  },
);

/** What the person said in this request and before it, without the times. */
const wordsOf = ({ messages }: Asked): string[] =>
  messages
    .flatMap(({ role, content }) =>
      role === 'user' && typeof content === 'string' ? [content] : [],
    )
    .map((words) => words.replace(/^\[[^\]]*\] /, ''));

/** The texts that cost money though they are no real questions. */
function textsPaidInVain(asked: readonly Asked[], answered: readonly Answered[]): string[] {
  const questions = answered.flatMap(({ row }) => [
    ...(row.before ?? []).filter((text) => text.startsWith('why ')),
    ...(row.cost === undefined || row.cost === 'free' ? [] : [row.text]),
  ]);
  return asked
    .map((it) => wordsOf(it).at(-1) ?? '')
    .filter((words) => !questions.some((text) => text.startsWith(words.slice(0, 100))));
}
