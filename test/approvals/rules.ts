import { expect } from 'vitest';
import type { PersonId } from '../../src/people/person.ts';
import { DAY, type FakeClock, HOUR, MINUTE } from '../support/fake-clock.ts';

/** What becomes of a text with a code. */
export type Verdict = 'viewer' | 'again' | 'locked' | 'nothing-waits' | 'wrong' | 'good';

interface Question {
  readonly code: string;
  readonly lamp: string;
  readonly state: string;
}

interface Asked extends Question {
  /** The moment of the question, by both clocks. */
  at: number;
  readonly wall: number;
  /** How often this lamp had been switched by then. */
  readonly done: number;
}

/** All moments are those of the clock that is never set. */
interface Person {
  asked?: Asked | undefined;
  confirmed?: string;
  wrongs: number[];
  inARow: number;
  locks: number;
  lockedUntil: number;
  /** The last wrong or good code, by both clocks. */
  changed: { at: number; wall: number };
}

const LOCKS = [15 * MINUTE, HOUR, DAY];

/** Who may do what with which code, written down a second time. */
export class Rules {
  readonly #clock: FakeClock;
  readonly #people: ReadonlyMap<PersonId, Person>;
  readonly #done = new Map<string, number>();

  constructor(clock: FakeClock, operators: readonly PersonId[]) {
    this.#clock = clock;
    this.#people = new Map(
      operators.map((person) => [
        person,
        { wrongs: [], inARow: 0, locks: 0, lockedUntil: 0, changed: this.#moment() },
      ]),
    );
  }

  mayAct(person: PersonId): boolean {
    const known = this.#people.get(person);
    return known !== undefined && !this.#isLocked(known);
  }

  ask(person: PersonId, question: Question): void {
    const known = this.#people.get(person);
    expect([person, known && this.#isLocked(known)]).toEqual([person, false]);
    expect(question.code).toMatch(/^\d{6}$/);
    if (!known) return;
    for (const it of this.#people.values()) if (this.#isExpired(it)) it.asked = undefined;
    known.asked = { ...question, ...this.#moment(), done: this.#timesDone(question.lamp) };
  }

  /** Whether a question still shows how it is. */
  isAsAsked({ lamp, state, done }: Asked, now: string): boolean {
    return state === now && done === this.#timesDone(lamp);
  }

  noteDone(lamp: string): void {
    this.#done.set(lamp, this.#timesDone(lamp) + 1);
  }

  /** The question is there when this code was good for it. */
  judge(person: PersonId, code: string): { verdict: Verdict; question?: Asked } {
    const known = this.#people.get(person);
    if (!known) return { verdict: 'viewer' };
    if (known.confirmed === code) return { verdict: 'again' };
    if (this.#isLocked(known)) return { verdict: 'locked' };
    const { asked } = known;
    if (!asked) return { verdict: 'nothing-waits' };
    if (asked.code !== code) {
      this.#countWrong(known);
      return { verdict: 'wrong' };
    }
    Object.assign(known, { asked: undefined, confirmed: code, inARow: 0, locks: 0 });
    known.changed = this.#moment();
    return { verdict: 'good', question: asked };
  }

  /** A question that is too old when its person texts is gone for good. */
  hear(person: PersonId): void {
    const known = this.#people.get(person);
    if (known && this.#isExpired(known)) known.asked = undefined;
  }

  drop(person: PersonId): void {
    const known = this.#people.get(person);
    if (known) known.asked = undefined;
  }

  unlock(person: PersonId): void {
    const known = this.#people.get(person);
    if (!known) return;
    Object.assign(known, { wrongs: [], inARow: 0, locks: 0, lockedUntil: 0 });
    known.changed = this.#moment();
  }

  /** Nothing is forgotten; how long ago something was says the clock that people set. */
  restart(): void {
    for (const person of this.#people.values()) {
      const { at, wall } = person.changed;
      const late = this.#lateness(person.changed);
      if (person.asked) person.asked.at -= this.#lateness(person.asked);
      person.wrongs = person.wrongs.map((moment) => moment - late);
      person.lockedUntil -= late;
      person.changed = { wall, at: at - late };
    }
  }

  get #now(): number {
    return this.#clock.steady();
  }

  #moment() {
    return { at: this.#clock.steady(), wall: this.#clock.now() };
  }

  #isExpired({ asked }: Person): boolean {
    return asked !== undefined && this.#now > asked.at + 5 * MINUTE;
  }

  /** How much longer ago a moment was by the clock that people set. */
  #lateness({ at, wall }: { at: number; wall: number }): number {
    return Math.max(0, this.#clock.now() - wall) - (this.#now - at);
  }

  #timesDone(lamp: string): number {
    return this.#done.get(lamp) ?? 0;
  }

  #isLocked({ wrongs, lockedUntil }: Person): boolean {
    const ofTheDay = wrongs.filter((moment) => this.#now - moment < DAY);
    return this.#now < lockedUntil || ofTheDay.length >= 20;
  }

  #countWrong(person: Person): void {
    const rested = this.#now - Math.max(person.changed.at, person.lockedUntil);
    if (rested >= DAY) Object.assign(person, { inARow: 0, locks: 0 });
    person.changed = this.#moment();
    person.wrongs.push(this.#now);
    person.inARow += 1;
    if (person.inARow === 5) {
      person.lockedUntil = this.#now + (LOCKS[person.locks] ?? DAY);
      person.locks += 1;
      person.inARow = 0;
    }
    if (this.#isLocked(person)) person.asked = undefined;
  }
}
