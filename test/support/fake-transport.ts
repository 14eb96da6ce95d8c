import type {
  DeliveryReport,
  SendAttempt,
  SendOutcome,
  Transport,
  Wanted,
} from '../../src/channels/transport.ts';
import type { Clock } from '../../src/core/clock.ts';

export interface Sending extends SendAttempt {
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
  outcome: (sending: Sending) => SendOutcome | Promise<SendOutcome> = taken;
  found: readonly DeliveryReport[] | undefined = [];
  answer: DeliveryReport | 'unknown-id' | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  send = async (text: SendAttempt): Promise<SendOutcome> => {
    const sending = { ...text, at: this.#clock.now(), sid: SID(this.sent.length + 1) };
    this.sent.push(sending);
    return this.outcome(sending);
  };

  find = async (text: Wanted): Promise<readonly DeliveryReport[] | undefined> => {
    this.looks.push(text);
    return this.found;
  };

  ask = async (sid: string): Promise<DeliveryReport | 'unknown-id' | undefined> => {
    this.asked.push(sid);
    return this.answer;
  };
}

export const taken = ({ sid }: Sending): SendOutcome => ({
  kind: 'taken',
  report: { sid, state: 'queued' },
});

export const refused = (code: number) => (): SendOutcome => ({ kind: 'refused', code });

export const unknown = (): SendOutcome => ({ kind: 'unknown', cause: 'no answer' });

export const unreachable = (): SendOutcome => ({ kind: 'unreachable', cause: 'ECONNREFUSED' });
