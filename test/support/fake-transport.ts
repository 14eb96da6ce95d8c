import type { Handover, Outcome, Report, Transport, Wanted } from '../../src/channels/transport.ts';
import type { Clock } from '../../src/core/clock.ts';

export interface Sending extends Handover {
  readonly at: number;
  readonly sid: string;
}

const SID = (number: number): string => `SM${String(number).padStart(32, '0')}`;

/** A carrier in a test: it takes everything until it is told otherwise, and remembers all of it. */
export class FakeTransport implements Transport {
  readonly #clock: Clock;
  readonly sent: Sending[] = [];
  readonly looks: Wanted[] = [];
  readonly asked: string[] = [];
  /** What becomes of the next text. */
  outcome: (sending: Sending) => Outcome | Promise<Outcome> = taken;
  found: readonly Report[] | undefined = [];
  answer: Report | 'unheard-of' | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  send = async (text: Handover): Promise<Outcome> => {
    const sending = { ...text, at: this.#clock.now(), sid: SID(this.sent.length + 1) };
    this.sent.push(sending);
    return this.outcome(sending);
  };

  find = async (text: Wanted): Promise<readonly Report[] | undefined> => {
    this.looks.push(text);
    return this.found;
  };

  ask = async (sid: string): Promise<Report | 'unheard-of' | undefined> => {
    this.asked.push(sid);
    return this.answer;
  };
}

export const taken = ({ sid }: Sending): Outcome => ({
  kind: 'taken',
  report: { sid, state: 'queued' },
});

export const refused = (code: number) => (): Outcome => ({ kind: 'refused', code });

export const unknown = (): Outcome => ({ kind: 'unknown', cause: 'no answer' });

export const unreachable = (): Outcome => ({ kind: 'unreachable', cause: 'ECONNREFUSED' });
