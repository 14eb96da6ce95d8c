import { QUESTION_OUTCOMES, type QuestionOutcome } from '../../assistant/assistant.ts';
import type { Spending } from '../../assistant/budget.ts';
import type { Meters } from './registry.ts';

/** A question takes a minute at most. */
const QUESTION_SECONDS = [0.5, 1, 2.5, 5, 8, 15, 30, 60];

export type CountQuestion = (outcome: QuestionOutcome, tookMs: number) => void;

export function createQuestionMeters(meters: Meters): CountQuestion {
  const questions = meters.counter(
    { name: 'sms_relay_claude_questions_total', help: 'Questions to Claude, by outcome.' },
    { outcome: QUESTION_OUTCOMES },
  );
  const seconds = meters.histogram(
    {
      name: 'sms_relay_claude_question_duration_seconds',
      help: 'How long questions to Claude took.',
    },
    {},
    QUESTION_SECONDS,
  );
  return (outcome, tookMs) => {
    questions({ outcome });
    if (outcome !== 'queue-full') seconds({}, tookMs / 1000);
  };
}

interface Dependencies {
  readonly meters: Meters;
  readonly spentToday: () => Promise<Spending>;
  /** In millionths of a dollar. */
  readonly dayMicros: number;
  readonly isOff: () => Promise<boolean>;
}

const DOLLAR = 1_000_000;

/** Registers the cost of Claude for the current day, which begins at the owner's midnight. */
export function registerBudget({ meters, spentToday, dayMicros, isOff }: Dependencies): void {
  const figures: readonly (readonly [name: string, help: string, read: () => Promise<number>])[] = [
    [
      'sms_relay_claude_day_spent_dollars',
      'Cost of Claude today, including the worst case of open calls.',
      async () => (await spentToday()).micros / DOLLAR,
    ],
    [
      'sms_relay_claude_day_held_dollars',
      'The part of it reserved for calls whose cost is not known.',
      async () => (await spentToday()).open / DOLLAR,
    ],
    [
      'sms_relay_claude_day_limit_dollars',
      'The daily limit on the cost of Claude.',
      async () => dayMicros / DOLLAR,
    ],
    [
      'sms_relay_claude_day_calls',
      'Calls to the Claude API today.',
      async () => (await spentToday()).calls,
    ],
    [
      'sms_relay_claude_off',
      '1 while an operator has turned Claude off.',
      async () => ((await isOff()) ? 1 : 0),
    ],
  ];
  for (const [name, help, read] of figures) {
    meters.reading({ name, help }, {}, async () => [{ labels: {}, value: await read() }]);
  }
}
