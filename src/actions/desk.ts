import { randomUUID } from 'node:crypto';
import { describeFailure } from '../core/describe-failure.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Action, Plan } from '../operation/action.ts';
import { readAnswer } from './answers.ts';
import { createPendingQuestions, type Pending } from './pending.ts';
import { latestOf } from './record.ts';
import { createRunner, type Run, type RunnerParts } from './runner.ts';
import type { SecondFactor } from './second-factor.ts';

/** Words for a person; `wayOn` is the last line, which is never cut. */
export interface Said {
  readonly text: string;
  readonly wayOn?: string;
}

interface Wish extends Pick<Run, 'person' | 'input' | 'face'> {
  readonly action: string;
}

/** Where actions are asked for and confirmed. There is no other way to any of them. */
export interface Desk {
  /** The question that has to be answered first, or why it cannot be asked. */
  readonly propose: (wish: Wish) => Promise<Said>;
  /** What a text means here; nothing when it is no answer to a question. */
  readonly hear: (person: PhoneNumber, text: string) => Promise<Said | undefined>;
  /** The wish in `ban 203.0.113.5`, where the words themselves say what it is about. */
  readonly literally: (verb: string, words: string) => Pick<Wish, 'action' | 'input'> | undefined;
  /** Words that name an action: `reboot`. */
  readonly verbs: ReadonlySet<string>;
  /** Look how that ended which an earlier process began. */
  readonly recover: () => void;
}

interface Parts extends RunnerParts {
  readonly isOperator: (person: PhoneNumber) => boolean;
  readonly secondFactor: SecondFactor | undefined;
}

export function createDesk(parts: Parts): Desk {
  const { actions, audit, isOperator, secondFactor, clock, time } = parts;
  const questions = createPendingQuestions(clock);
  const runner = createRunner(parts);

  async function propose({ action: name, input, ...wish }: Wish): Promise<Said> {
    const refusal = refuse(wish.person);
    if (refusal) return refusal;
    const action = actions.find((it) => it.name === name);
    if (!action) return { text: 'Nobody here can do that.' };
    const readable = action.input.safeParse(input);
    if (!readable.success) return { text: readable.error.issues[0]?.message ?? 'Not like this.' };
    const plan = await action.plan(input);
    if (!plan.ok) return { text: `${describeFailure(plan.error, time)}\nNothing was done.` };
    if (wish.face === 'claude' && questions.waiting(wish.person)) {
      return { text: 'Another question waits for its code first.' };
    }
    return ask({ ...wish, action, input }, plan.value);
  }

  function refuse(person: PhoneNumber): Said | undefined {
    if (!isOperator(person)) return { text: 'This number may look only.' };
    const until = questions.lockedUntil(person);
    return until === undefined ? undefined : { text: lockedWords(until) };
  }

  const lockedWords = (until: number): string =>
    `Too many wrong codes: actions are locked until ${time.clock(until)}.`;

  function ask(wish: Omit<Run, 'run' | 'question'>, { question, note, digest }: Plan): Said {
    const pending = questions.ask({ ...wish, run: randomUUID(), question, digest });
    runner.note(pending, 'asked', question);
    const second = needsSecond(wish.action) ? ' and your 6 digits' : '';
    return {
      text: [question, note].filter(Boolean).join('\n'),
      wayOn: `Text OK ${pending.code}${second} within 5 min, NO to drop.`,
    };
  }

  const needsSecond = (action: Action): boolean =>
    action.risk === 'destroy' && secondFactor !== undefined;

  async function hear(person: PhoneNumber, text: string): Promise<Said | undefined> {
    const answer = readAnswer(text);
    if (answer?.is === 'code') return confirm(person, answer.code, answer.second);
    const pending = questions.waiting(person);
    if (!pending || (!answer && !text.includes(pending.code))) return undefined;
    if (answer?.is !== 'no') return { text: 'Text OK and the code, or NO to drop.' };
    questions.drop(person);
    runner.note(pending, 'dropped', `dropped: ${pending.question}`);
    return { text: 'Dropped, nothing was done.' };
  }

  async function confirm(person: PhoneNumber, code: string, second?: string): Promise<Said> {
    const refusal = refuse(person);
    if (refusal) return refusal;
    const claim = questions.claim(person, code);
    switch (claim.is) {
      case 'nothing-waits':
        return { text: ['Nothing waits for a code.', ...latestOf(person, audit, time)].join('\n') };
      case 'locked':
        return { text: lockedWords(claim.until) };
      case 'wrong':
        return { text: `Not the code. ${claim.left} more tries.` };
      case 'good':
        return begin(claim.pending, second);
      default:
        return claim satisfies never;
    }
  }

  /** Looks once more before anything is done: what is no longer as it was shown is asked about again. */
  async function begin(pending: Pending, second: string | undefined): Promise<Said> {
    const { action, input, question } = pending;
    if (needsSecond(action) && !secondFactor?.accepts(second ?? '')) {
      runner.note(pending, 'refused', `wrong second code: ${question}`);
      return { text: 'Not the 6 digits of your app. Nothing was done, ask again.' };
    }
    const plan = await action.plan(input);
    if (!plan.ok) {
      runner.note(pending, 'refused', `could not be looked at: ${question}`);
      return { text: `${describeFailure(plan.error, time)}\nNothing was done.` };
    }
    if (plan.value.digest !== pending.digest) {
      runner.note(pending, 'refused', `changed meanwhile: ${question}`);
      const { person, face } = pending;
      const again = ask({ person, action, input, face }, plan.value);
      return { ...again, text: `It changed meanwhile. ${again.text}` };
    }
    if (runner.isUnderWay(pending)) return { text: 'That is under way already.' };
    return { text: await runner.carryOut(pending) };
  }

  return {
    propose,
    hear,
    literally(verb, words) {
      for (const action of actions) {
        const input = action.verb === verb ? action.fromWords?.(words) : undefined;
        if (input) return { action: action.name, input };
      }
      return undefined;
    },
    verbs: new Set(actions.map(({ verb }) => verb)),
    recover: runner.recover,
  };
}
