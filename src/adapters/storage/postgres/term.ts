import type { Clock } from '../../../core/clock.ts';

/** A term that this replica was given. */
interface GivenTerm {
  readonly token: number;
  /** The leader before may not know yet that its term has ended; it does after this time. */
  readonly notBeforeMs: number;
  /** The steady time at which the term was asked for. */
  readonly askedAt: number;
}

/** The term of a replica that leads, from the point of view of its own steady clock. */
export interface Term {
  /** Returns the token to renew; 0 when there is none. */
  readonly held: () => number;
  /** Returns the token of a term that has begun and was renewed in time; 0 when there is none. */
  readonly token: () => number;
  readonly begin: (given: GivenTerm) => void;
  /** Prolongs the term by a renewal that was asked for at this steady time. */
  readonly renew: (askedAt: number) => void;
  readonly end: () => void;
}

interface Dependencies {
  readonly clock: Pick<Clock, 'steady' | 'wait'>;
  /** The term ends by itself when it is not renewed for so long. */
  readonly holdMs: number;
  readonly onBegin: (token: number) => void;
  /** Called when the term ends, `hasBegun` or not. */
  readonly onEnd: (hasBegun: boolean) => void;
}

/** Creates a term, which begins when the one before has ended for certain, and ends by itself when it is not renewed. */
export function createTerm({ clock, holdMs, onBegin, onEnd }: Dependencies): Term {
  let held = 0;
  let hasBegun = false;
  let until = 0;

  function end(): void {
    if (held === 0) return;
    const had = hasBegun;
    held = 0;
    hasBegun = false;
    onEnd(had);
  }

  const isOver = (): boolean => clock.steady() >= until;

  function renew(askedAt: number): void {
    until = askedAt + holdMs;
    void endAt(until);
  }

  /** Ends the term at this time, unless it was renewed meanwhile. */
  async function endAt(deadline: number): Promise<void> {
    while (until === deadline && !isOver()) await clock.wait(Math.ceil(until - clock.steady())); // a timer may be early
    if (until === deadline) end();
  }

  async function beginAfter(ms: number, token: number): Promise<void> {
    if (ms > 0) await clock.wait(ms);
    if (held !== token || isOver()) return;
    hasBegun = true;
    onBegin(token);
  }

  return {
    held: () => held,
    token: () => (hasBegun && !isOver() ? held : 0),
    begin({ token, notBeforeMs, askedAt }) {
      held = token;
      renew(askedAt);
      void beginAfter(notBeforeMs, token);
    },
    renew,
    end,
  };
}
