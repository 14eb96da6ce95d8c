import { expect } from 'vitest';
import { createElapsed } from '../../src/adapters/storage/elapsed.ts';
import { openApprovalStores } from '../../src/adapters/storage/sqlite/approval-stores.ts';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { createHistoryStore } from '../../src/adapters/storage/sqlite/history-store.ts';
import { mayBeReply } from '../../src/approvals/parse-reply.ts';
import { type Assistant, createAssistant } from '../../src/assistant/assistant.ts';
import type { Budget } from '../../src/assistant/budget.ts';
import type { Model, Task } from '../../src/assistant/model.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { err, ok } from '../../src/core/result.ts';
import type { PersonId } from '../../src/people/person.ts';
import { FakeClock, HOUR, MINUTE } from '../support/fake-clock.ts';
import { ALICE, CAROL } from '../support/people.ts';
import { FakeLamps } from './fake-lamps.ts';
import { Rules, type Verdict } from './rules.ts';

/** What a model may come up with. */
export interface ToolCall {
  readonly tool: string;
  readonly input: unknown;
}

/** Calls all that it was told to call at once, whatever it is. */
class WilfulModel implements Model {
  readonly name = 'wilful';
  calls: readonly ToolCall[] = [];

  answer = async ({ tools }: Task) => {
    const used = this.calls.flatMap(({ tool, input }) => {
      const known = tools.find(({ name }) => name === tool);
      return known ? [known.call(input)] : [];
    });
    await Promise.all(used);
    return ok('Done! Text OK 123456 to confirm.');
  };
}

/** The model never asks for money. */
const NO_BUDGET: Budget = {
  meterOf: () => ({ reserve: async () => err({ kind: 'off' }) }),
  turn: async () => {},
  report: async () => '',
};

/** What each verdict sounds like. */
const SOUNDS: Readonly<Record<Verdict, RegExp>> = {
  viewer: /^This number may only look\.$/,
  again: /^(?:Done|Not done) .*: /,
  locked: /^Too many wrong codes/,
  'nothing-waits': /^Nothing waits for a code\./,
  wrong: /^(?:Not the code\. \d more tr|Too many wrong codes)/,
  good: /./,
};

/** A house where Alice and Carol may switch, beside the rules written down a second time. */
export class ApprovalModel {
  readonly #clock = new FakeClock();
  readonly #database = openDatabase('memory:');
  readonly #rules = new Rules(this.#clock, [ALICE, CAROL]);
  readonly #model = new WilfulModel();
  #house = this.#open();
  #assistant = this.#createAssistant();
  /** What may have been switched by now, and what was. */
  readonly rightful: string[] = [];
  readonly runs: string[] = [];
  /** Codes that were given once, and to whom. */
  readonly #codes: { readonly person: PersonId; readonly code: string }[] = [];

  /** A question to a model that calls tools as it likes. */
  async consult(person: PersonId, calls: readonly ToolCall[]): Promise<void> {
    this.#model.calls = calls;
    const said = await this.#assistant.ask(person, 'Is the lamp on?').answer;
    const [, lamp] = /^switch lamp (\w+)\?/.exec(said.text) ?? [];
    if (lamp !== undefined) this.#ask(person, lamp, said.footer);
  }

  darken(isDark: boolean): void {
    this.#house.isDark = isDark;
  }

  /** The same text twice at the same moment, from wherever. */
  async twice(person: PersonId, age: number): Promise<void> {
    await Promise.all([this.answer(person, age, false), this.answer(person, age, false)]);
  }

  async propose(person: PersonId, lamp: string): Promise<void> {
    const caller = this.#house.callerOf(person);
    const { footer, text } = await this.#house.request(caller, 'lamp_switch', { lamp });
    const mayAsk = this.#rules.mayAct(person) && !this.#house.isDark;
    expect([footer !== undefined, text]).toEqual([mayAsk, text]);
    if (mayAsk) this.#ask(person, lamp, footer);
  }

  /** With a code that was given once, the newest or an older one. */
  answer(person: PersonId, age: number, isAlone = true): Promise<void> {
    return this.text(person, this.#codes.at(-1 - age)?.code ?? '000000', isAlone);
  }

  /** With a code of their own. */
  confirm(person: PersonId, age: number): Promise<void> {
    const own = this.#codes.filter((it) => it.person === person);
    return this.text(person, own.at(-1 - age)?.code ?? '000000');
  }

  /** Somebody at the console ends the lock. */
  async unlock(person: PersonId): Promise<void> {
    await openApprovalStores(this.#clock)(this.#database).wrongCodes.unlock(person);
    this.#rules.unlock(person);
  }

  async text(person: PersonId, code: string, isAlone = true): Promise<void> {
    this.#rules.hear(person);
    const { verdict, question } = this.#rules.judge(person, code);
    const { isDark, state } = this.#house;
    if (question && !isDark && this.#rules.isAsAsked(question, state)) {
      this.rightful.push(`switch ${question.lamp}`);
      this.#rules.noteDone(question.lamp);
    }
    const said = await this.#house.approvals.handleReply(
      this.#house.callerOf(person),
      `OK ${code}`,
    );
    if (isAlone) expect(said?.text).toMatch(SOUNDS[verdict]);
    if (question && said?.footer !== undefined) this.#ask(person, question.lamp, said.footer);
  }

  /** Somebody who does not see the answers: questions, and codes until they are locked out. */
  async attack(person: PersonId, code: string): Promise<void> {
    await this.propose(person, 'hall');
    for (let time = 0; time < 6; time += 1) await this.text(person, code);
  }

  async sayNo(person: PersonId): Promise<void> {
    this.#rules.hear(person);
    this.#rules.drop(person);
    await this.#house.hears('no', person);
  }

  wait(minutes: number): void {
    this.#clock.advance(minutes * MINUTE);
  }

  /** Somebody sets the clock. */
  jump(hours: number): void {
    this.#clock.jump(hours * HOUR);
  }

  /** Another process over the same database. */
  restart(): void {
    const { isDark, state } = this.#house;
    this.#house = this.#open();
    Object.assign(this.#house, { isDark, state });
    this.#assistant = this.#createAssistant();
    this.#rules.restart();
  }

  change(state: string): void {
    this.#house.state = state;
  }

  /** Any words: questions are looked at only when they may be an answer. */
  async say(person: PersonId, text: string): Promise<void> {
    if (mayBeReply(text)) this.#rules.hear(person);
    await this.#house.hears(text, person);
  }

  #open(): FakeLamps {
    const house = new FakeLamps(this.#clock, this.#database, [ALICE, CAROL]);
    house.onRun = (what) => this.runs.push(what);
    return house;
  }

  #ask(person: PersonId, lamp: string, footer = ''): void {
    const code = /OK (\d{6})/.exec(footer)?.[1] ?? 'no code';
    this.#codes.push({ person, code });
    this.#rules.ask(person, { code, lamp, state: this.#house.state });
  }

  #createAssistant(): Assistant {
    const { catalogue, invoke } = this.#house;
    return createAssistant({
      model: this.#model,
      budget: NO_BUDGET,
      history: createHistoryStore(this.#database, createElapsed(this.#clock)),
      ...{ catalogue, invoke, externalTools: [] },
      callerOf: (person) => this.#house.callerOf(person, 'claude'),
      redact: (text) => text,
      isDemo: false,
      clock: this.#clock,
      timeOf: () => createLocalTime(this.#clock, 'UTC'),
      log: { debug: () => {}, error: () => {} },
    });
  }
}
