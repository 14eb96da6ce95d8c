import type { PhoneNumber } from '../../src/core/phone-number.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import { ALICE } from '../support/phone-number.ts';
import { Switches } from './house-of-switches.ts';

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
  #wrong = 0;
  #lockedUntil = 0;

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
    if (isGood && question && !isStale) this.rightful.push(`switch ${question.lamp}`);
    this.#count(person, isGood);

    const said = await this.house.desk.hear(person, `OK ${code}`);
    if (!isGood) return;
    const again = /OK (\d{4})/.exec(said?.wayOn ?? '')?.[1];
    this.#open = undefined;
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
