import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteLedger } from '../../src/adapters/sqlite/sqlite-ledger.ts';
import { type Assistant, createAssistant } from '../../src/assistant/assistant.ts';
import type { Model, Task } from '../../src/assistant/model.ts';
import { createPurse } from '../../src/assistant/purse.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import type { PhoneNumber } from '../../src/core/phone-number.ts';
import { ok } from '../../src/core/result.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import { ALICE } from '../support/phone-number.ts';
import { Switches } from './house-of-switches.ts';

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
    return ok('Done! Text OK 1234 to confirm.');
  };
}

interface Question {
  readonly code: string;
  readonly lamp: string;
  readonly state: string;
  readonly until: number;
}

const MOST_WRONG = 5;

/** A house where only Alice may switch, beside the rules written down a second time. */
export class Round {
  readonly #clock = new FakeClock();
  readonly house = new Switches(this.#clock);
  /** What may have been switched by now. */
  readonly rightful: string[] = [];
  readonly #codes: string[] = [];
  #open: Question | undefined;
  readonly #model = new WilfulModel();
  readonly #assistant = this.#createAssistant();
  #wrong = 0;
  #lockedUntil = 0;

  /** A question to a model that calls tools as it likes. */
  async consult(person: PhoneNumber, calls: readonly ToolCall[]): Promise<void> {
    this.#model.calls = calls;
    const said = await this.#assistant.ask(person, 'Is the lamp on?').answer;
    const [, code] = /OK (\d{4})/.exec(said.wayOn ?? '') ?? [];
    const [, lamp] = /^switch lamp (\w+)\?/.exec(said.text) ?? [];
    if (code !== undefined && lamp !== undefined) this.#ask(code, lamp);
  }

  darken(isDark: boolean): void {
    this.house.isDark = isDark;
  }

  /** The same text twice at the same moment, from wherever. */
  async twice(person: PhoneNumber, age: number): Promise<void> {
    await Promise.all([this.answer(person, age), this.answer(person, age)]);
  }

  async propose(person: PhoneNumber, lamp: string): Promise<void> {
    const code = await this.house.propose(person, 'switch', lamp);
    if (/^\d{4}$/.test(code)) this.#ask(code, lamp);
  }

  /** With a code that was given once, the newest or an older one. */
  answer(person: PhoneNumber, age: number): Promise<void> {
    return this.text(person, this.#codes.at(-1 - age) ?? '0000');
  }

  async text(person: PhoneNumber, code: string): Promise<void> {
    const question = this.#open;
    const isGood = this.#isGood(person, code);
    const isStale = question?.state !== this.house.state;
    const isDone = isGood && !isStale && !this.house.isDark;
    if (isDone) this.rightful.push(`switch ${question.lamp}`);
    this.#count(person, isGood);
    if (isGood) this.#open = undefined;

    const said = await this.house.desk.hear(person, `OK ${code}`);
    if (!isGood) return;
    const again = /OK (\d{4})/.exec(said?.wayOn ?? '')?.[1];
    if (isStale && again !== undefined && question) this.#ask(again, question.lamp);
  }

  async sayNo(person: PhoneNumber): Promise<void> {
    if (person === ALICE) this.#open = undefined;
    await this.house.hears('no', person);
  }

  wait(minutes: number): void {
    this.#clock.advance(minutes * MINUTE);
  }

  change(state: string): void {
    this.house.state = state;
  }

  async say(person: PhoneNumber, text: string): Promise<void> {
    await this.house.hears(text, person);
  }

  #createAssistant(): Assistant {
    const { actions, desk } = this.house;
    return createAssistant({
      model: this.#model,
      purse: createPurse({
        ledger: createSqliteLedger(openDatabase('memory:')),
        limits: { dayMicros: 1, personMicros: 1 },
        time: createLocalTime(this.#clock, 'UTC'),
        tellOwners: () => {},
        log: { error: () => {} },
      }),
      tools: [],
      actions,
      propose: desk.propose,
      mayAct: (person) => person === ALICE,
      mask: (text) => text,
      isDemo: false,
      clock: this.#clock,
      time: createLocalTime(this.#clock, 'UTC'),
      log: { debug: () => {}, error: () => {} },
    });
  }

  #ask(code: string, lamp: string): void {
    this.#codes.push(code);
    const until = this.#clock.now() + 5 * MINUTE;
    this.#open = { code, lamp, state: this.house.state, until };
  }

  #isLocked(): boolean {
    return this.#clock.now() < this.#lockedUntil;
  }

  #isGood(person: PhoneNumber, code: string): boolean {
    const isOpen = this.#open !== undefined && this.#clock.now() <= this.#open.until;
    return person === ALICE && !this.#isLocked() && isOpen && this.#open?.code === code;
  }

  #count(person: PhoneNumber, isGood: boolean): void {
    if (person !== ALICE || this.#isLocked()) return;
    this.#wrong = isGood ? 0 : this.#wrong + 1;
    if (this.#wrong < MOST_WRONG) return;
    this.#wrong = 0;
    this.#open = undefined;
    this.#lockedUntil = this.#clock.now() + 15 * MINUTE;
  }
}
