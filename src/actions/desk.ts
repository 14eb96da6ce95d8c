import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Audit, AuditEntry, AuditEvent } from '../audit/audit.ts';
import type { Clock } from '../core/clock.ts';
import { describeFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import { type PhoneNumber, parsePhoneNumber } from '../core/phone-number.ts';
import type { Result } from '../core/result.ts';
import type { Action, Outcome, Plan } from '../operation/action.ts';
import { createPendingQuestions, type Pending } from './pending.ts';
import type { SecondFactor } from './second-factor.ts';

const LOOK_EVERY_MS = 3000;
const LOOK_FOR_MS = 3 * 60_000;
/** A result that is there by then is the answer itself; any later one is a text of its own. */
const WAIT_MS = 5000;

/** Words for a person; `wayOn` is the last line, which is never cut. */
export interface Said {
  readonly text: string;
  readonly wayOn?: string;
}

interface Wish {
  readonly person: PhoneNumber;
  readonly action: string;
  readonly input: Readonly<Record<string, string>>;
  readonly face: AuditEntry['face'];
}

/** Where actions are asked for, confirmed, carried out and checked. There is no other way to any of them. */
export interface Desk {
  /** The question that has to be answered first, or why it cannot be asked. */
  readonly propose: (wish: Wish) => Promise<Said>;
  /** What a text means here; nothing when it is no answer to a question. */
  readonly hear: (person: PhoneNumber, text: string) => Promise<Said | undefined>;
  /** The wish in `ban 203.0.113.5`, where the words themselves say what it is about. */
  readonly literally: (verb: string, words: string) => Pick<Wish, 'action' | 'input'> | undefined;
  /** Words that name an action: `reboot`. */
  readonly verbs: ReadonlySet<string>;
  /** Take up what an earlier process began. */
  readonly recover: () => void;
}

interface Parts {
  readonly actions: readonly Action[];
  readonly audit: Audit;
  readonly isOperator: (person: PhoneNumber) => boolean;
  readonly secondFactor: SecondFactor | undefined;
  /** Tell somebody something by a text of its own. */
  readonly tell: (person: PhoneNumber, key: string, text: string) => void;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly log: { error(details: object, message: string): void };
}

/** What is under way: its record goes on under the same number. */
type Run = Pick<Pending, 'run' | 'action' | 'input' | 'face' | 'question'> & {
  readonly person: PhoneNumber;
};

export function createDesk(parts: Parts): Desk {
  const { actions, audit, isOperator, secondFactor, tell, clock, time, log } = parts;
  const questions = createPendingQuestions(clock);
  const underWay = new Set<string>();

  function note({ run, person, action, input, face }: Run, event: AuditEvent, words: string): void {
    const at = clock.now();
    const asJson = JSON.stringify(input);
    audit.add({ run, at, who: person, face, action: action.name, input: asJson, event, words });
  }

  async function propose({ person, action: name, input, face }: Wish): Promise<Said> {
    const action = actions.find((it) => it.name === name);
    if (!action) return { text: `Nobody here can ${name}.` };
    const refusal = refuse(person);
    if (refusal) return refusal;
    const plan = await action.plan(input);
    if (!plan.ok) return { text: `${describeFailure(plan.error, time)}\nNothing was done.` };
    return ask(person, action, input, face, plan.value);
  }

  function refuse(person: PhoneNumber): Said | undefined {
    if (!isOperator(person)) return { text: 'This number may look only.' };
    const until = questions.lockedUntil(person);
    return until === undefined ? undefined : { text: lockedWords(until) };
  }

  const lockedWords = (until: number): string =>
    `Too many wrong codes: actions are locked until ${time.clock(until)}.`;

  function ask(
    person: PhoneNumber,
    action: Action,
    input: Wish['input'],
    face: Wish['face'],
    { question, note: aside, digest }: Plan,
  ): Said {
    const pending = questions.ask(person, {
      run: randomUUID(),
      action,
      input,
      face,
      question,
      digest,
    });
    note({ ...pending, person }, 'asked', question);
    const code = needsSecond(action)
      ? `OK ${pending.code} and your 6 digits`
      : `OK ${pending.code}`;
    return {
      text: [question, aside].filter(Boolean).join('\n'),
      wayOn: `Text ${code} within 5 min, NO to drop.`,
    };
  }

  const needsSecond = (action: Action): boolean =>
    action.risk === 'destroy' && secondFactor !== undefined;

  async function hear(person: PhoneNumber, text: string): Promise<Said | undefined> {
    const words = text.trim().toLowerCase();
    const [, code, second] = /^ok\W{0,3}(\d{4})(?:\W+(\d{6}))?\W*$/.exec(words) ?? [];
    if (code !== undefined) return confirm(person, code, second);
    const pending = questions.waiting(person);
    if (!pending) return undefined;
    if (/^(?:no|n|nope)\W*$/.test(words)) {
      questions.drop(person);
      note({ ...pending, person }, 'dropped', 'the person said no');
      return { text: 'Dropped, nothing was done.' };
    }
    return /^ok\W*$/.test(words) ? { text: 'Text OK and the code, or NO to drop.' } : undefined;
  }

  async function confirm(person: PhoneNumber, code: string, second?: string): Promise<Said> {
    const refusal = refuse(person);
    if (refusal) return refusal;
    const claim = questions.claim(person, code);
    switch (claim.is) {
      case 'nothing-waits':
        return { text: 'Nothing waits for a code.' };
      case 'locked':
        return { text: lockedWords(claim.until) };
      case 'wrong':
        return { text: `Not the code. ${claim.left} more tries.` };
      case 'good':
        return begin({ ...claim.pending, person }, second);
      default:
        return claim satisfies never;
    }
  }

  /** Looks once more before anything is done: what is no longer as it was shown is asked about again. */
  async function begin(pending: Pending & Run, second: string | undefined): Promise<Said> {
    const { person, action, input, face } = pending;
    if (needsSecond(action) && !secondFactor?.accepts(second ?? '')) {
      note(pending, 'refused', 'the second code was not good');
      return { text: 'Not the 6 digits of your app. Nothing was done, ask again.' };
    }
    const plan = await action.plan(input);
    if (!plan.ok) {
      note(pending, 'refused', `it could not be looked at: ${plan.error.kind}`);
      return { text: `${describeFailure(plan.error, time)}\nNothing was done.` };
    }
    if (plan.value.digest !== pending.digest) {
      note(pending, 'refused', 'it changed since the question');
      const again = ask(person, action, input, face, plan.value);
      return { ...again, text: `It changed meanwhile. ${again.text}` };
    }
    if (underWay.has(keyOf(pending))) return { text: 'That is under way already.' };
    return carryOut(pending);
  }

  async function carryOut(run: Run): Promise<Said> {
    underWay.add(keyOf(run));
    note(run, 'started', run.question);
    const startedAt = clock.now();
    const sent = await run.action.run(run.input);
    if (!sent.ok && isCertain(sent.error)) {
      underWay.delete(keyOf(run));
      const words = describeFailure(sent.error, time);
      note(run, 'failed', words);
      return { text: `! Not done: ${words}` };
    }
    note(run, 'sent', sent.ok ? 'taken' : `no answer: ${sent.error.kind}`);
    return follow(run, startedAt, sent);
  }

  /** The result, if it comes soon; else it follows as a text of its own. */
  async function follow(run: Run, startedAt: number, sent: Result<void, Failure>): Promise<Said> {
    let isAnswered = false;
    const result = watch(run, startedAt).then((words) => {
      if (isAnswered) tell(run.person, `action:${run.run}`, words);
      return words;
    });
    result.catch((err: unknown) => log.error({ err }, 'an action could not be followed'));
    const soon = await Promise.race([result, clock.wait(WAIT_MS)]);
    isAnswered = true;
    if (soon !== undefined) return { text: soon };
    const how = sent.ok ? 'Sent' : 'Sent, but nobody said it arrived';
    return { text: `${how}. I text you what came of it.` };
  }

  /** Looks until it is known how it went, or it is no use any more; and writes it down. */
  async function watch(run: Run, startedAt: number): Promise<string> {
    const until = clock.now() + LOOK_FOR_MS;
    let outcome: Outcome = { state: 'open' };
    for (;;) {
      outcome = await run.action.look(run.input, startedAt);
      if (outcome.state !== 'open' || clock.now() >= until) break;
      await clock.wait(LOOK_EVERY_MS);
    }
    const words =
      outcome.state === 'open'
        ? `Sent, not confirmed: ${run.question.replace(/\?$/, '')}`
        : outcome.words;
    underWay.delete(keyOf(run));
    note(run, outcome.state === 'open' ? 'unconfirmed' : outcome.state, words);
    return words;
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

    recover() {
      for (const { run, at, who, face, action: name, input, words } of audit.unfinished()) {
        const action = actions.find((it) => it.name === name);
        const person = parsePhoneNumber(who);
        if (!action || !person.ok) continue;
        const parsed = Input.parse(JSON.parse(input));
        const again = { run, action, input: parsed, face, question: words, person: person.value };
        underWay.add(keyOf(again));
        tell(
          again.person,
          `action:${run}:unknown`,
          `Restarted during: ${words} Result unknown, checking.`,
        );
        void watch(again, at).then(
          (result) => tell(again.person, `action:${run}`, result),
          (err: unknown) => log.error({ err }, 'an action could not be followed'),
        );
      }
    },
  };
}

const keyOf = ({ action, input }: Pick<Run, 'action' | 'input'>): string =>
  `${action.name} ${JSON.stringify(input)}`;

const Input = z.record(z.string(), z.string());

/** The answer says itself that nothing was done; silence does not. */
const isCertain = ({ kind }: Failure): boolean =>
  kind !== 'timeout' && kind !== 'unreachable' && kind !== 'garbled';
