import type { Clock } from '../core/clock.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import { APOLOGY, type Reply } from '../core/reply.ts';
import type { Inbox } from './inbox.ts';
import { createLanes } from './lanes.ts';

/** A text from somebody who may speak, with the carrier's id for it. */
export interface Arrival {
  readonly sid: string;
  readonly from: PhoneNumber;
  readonly body: string;
  readonly media: number;
}

/** One text in, one answer out: however often a text is delivered, it is handled once. */
export type Reception = (text: Arrival) => Promise<Reply>;

interface Parts {
  readonly inbox: Inbox;
  readonly converse: (from: PhoneNumber, said: { body: string; media: number }) => Promise<Reply>;
  readonly clock: Clock;
  readonly log: { error(details: object, message: string): void };
}

export function createReception({ inbox, converse, clock, log }: Parts): Reception {
  const lanes = createLanes();
  const running = new Map<string, Promise<Reply>>();

  async function handle({ sid, from, body, media }: Arrival): Promise<Reply> {
    const reply = await converse(from, { body, media }).catch((err: unknown) => {
      log.error({ err, sid }, 'a text could not be answered');
      return APOLOGY;
    });
    inbox.answer(sid, reply);
    return reply;
  }

  return async (text) => {
    const isNew = inbox.receive({ ...text, at: clock.now() });
    const known = isNew ? undefined : inbox.answerTo(text.sid);
    if (known) return known;

    // Known but without an answer: it is being worked on, or an earlier process died over it.
    const work =
      running.get(text.sid) ??
      lanes.run(text.from, () => handle(text)).finally(() => running.delete(text.sid));
    running.set(text.sid, work);
    return work;
  };
}
