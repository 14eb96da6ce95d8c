import { type Address, formatAddress } from '../core/address.ts';
import type { Clock } from '../core/clock.ts';
import { createLanes } from '../core/lanes.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import { APOLOGY, type Reply } from '../core/reply.ts';
import type { Tally, TextOutcome } from '../core/text-fate.ts';
import { onTrip } from '../core/trip.ts';
import type { Allowance, Verdict } from './allowance.ts';
import { type CarrierWord, carrierWord } from './carrier-words.ts';
import type { Inbox, Unfinished } from './inbox.ts';
import { lostWords } from './lost-words.ts';
import { createPatience } from './patience.ts';

/** A text from somebody who may speak, with the carrier's id for it. */
export interface Arrival {
  readonly sid: string;
  readonly from: Address;
  /** The address of ours that was texted. */
  readonly to?: string | undefined;
  readonly body: string;
  readonly media: number;
  /** What the carrier did about it by itself. */
  readonly optOut?: CarrierWord | undefined;
}

/** An answer that goes out as a text of its own. */
interface LateAnswer {
  readonly key: string;
  readonly to: string;
  readonly from?: string | undefined;
  readonly body: string;
  readonly goodUntil: number;
}

/** What the response says; nothing when the answer will be a text of its own. */
export interface Response extends Reply {
  /** The carrier delivered this text before. */
  readonly isAgain?: boolean;
}

/** One text in, one answer out: however often a text is delivered, it is handled once. */
export interface Reception extends Disposable {
  readonly receive: (text: Arrival) => Promise<Response>;
  /** Whether the response got to the carrier. */
  readonly responded: (sid: string, fate: 'taken' | 'lost') => void;
  /** Take up what an earlier process left. */
  readonly recover: () => void;
  /** The process is about to end: what is not answered soon is left to the next one. */
  readonly hurry: () => void;
}

interface Parts {
  readonly inbox: Inbox;
  readonly converse: (from: PhoneNumber, said: { body: string; media: number }) => Promise<Reply>;
  /** Send an answer as a text of its own. `possiblyOutSince`: the carrier may have it already. */
  readonly post: (answer: LateAnswer, possiblyOutSince?: number) => void;
  /** Whether a text for this phone has not reached the carrier yet: nothing may overtake it. */
  readonly isPostPending: (to: string) => boolean;
  /** Note what a text means for texting its sender; whether they may be texted now. */
  readonly mayBeTexted: (from: string, word: CarrierWord | undefined) => boolean;
  /** Whether a person gets an answer, or has had too many. */
  readonly allowance: Allowance;
  /** Who is behind an address; nothing for people who may not speak (any more). */
  readonly whoIs: (address: string) => Address | undefined;
  readonly atomically: (work: () => void) => void;
  readonly tally?: Tally | undefined;
  /** Commit work in turn, and the texts of a moment at once; resolves when it is committed. */
  readonly together: <T>(work: () => T) => Promise<T>;
  readonly deadlineMs: number;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly log: { error(details: object, message: string): void };
}

/** What came of a text, whichever way its answer goes. */
function outcomeOf(text: string | undefined, way: 'answered' | 'late'): TextOutcome {
  if (text === undefined) return 'silent';
  return text === APOLOGY.text ? 'apology' : way;
}

const answerTo = (sid: string): string => `answer:${sid}`;

const MINUTE = 60_000;

/** What can be answered within this is answered still before the end. */
const HURRY_MS = 3000;

/** For so long an answer is still what the person wants to know. */
const GOOD_MS = 10 * MINUTE;

interface Kept {
  /** In the response. */
  readonly said: Reply;
  readonly outcome: TextOutcome;
}

export function createReception(parts: Parts): Reception {
  const { inbox, converse, post, isPostPending, mayBeTexted, deadlineMs } = parts;
  const { atomically, together, allowance, whoIs, tally, clock, time, log } = parts;
  const lanes = createLanes();
  const responses = new Map<string, Promise<Reply>>();
  let isStopping = false;
  const patience = createPatience(clock, deadlineMs);

  function apologise(err: unknown): Reply {
    log.error({ err }, 'a text could not be answered');
    return APOLOGY;
  }

  /** The lane is free for the next text while an answer is still being found. */
  async function handle(text: Arrival): Promise<Reply> {
    const { from, body, media } = text;
    const lane = <T>(job: () => Promise<T>) => lanes.run(from.number, job);
    const reply = await lane(async () => {
      const said = await converse(from.number, { body, media }).catch(apologise);
      return said.later ? said : answer(text, said);
    });
    if (!reply.later) return reply;
    reply.later.catch(() => {}); // told below
    if (reply.text !== undefined) sayMeanwhile(text, reply.text);
    const worded = await reply.later.catch((err: unknown) => () => apologise(err));
    return lane(async () => answer(text, { ...worded(), kind: reply.kind }));
  }

  /** A note that the answer takes longer; the response still waits for the answer itself. */
  function sayMeanwhile({ sid, from, to }: Arrival, words: string): void {
    const address = formatAddress(from);
    if (mayBeTexted(address, undefined)) post(asText(`note:${sid}`, address, to, words));
  }

  /** Keep an answer: for the response if that still waits, else as a text of its own. */
  function keep({ sid, from, to }: Arrival, reply: Reply): Kept {
    const address = formatAddress(from);
    const { text } = mayBeTexted(address, undefined) ? reply : {};
    const isLate = inbox.isPromised(sid) || isPostPending(address);
    if (text === undefined || !isLate) {
      inbox.answer(sid, { text }, 'response');
      return { said: { text }, outcome: outcomeOf(text, 'answered') };
    }
    inbox.answer(sid, { text }, 'text');
    post(asText(answerTo(sid), address, to, text));
    return { said: {}, outcome: outcomeOf(text, 'late') };
  }

  async function answer(text: Arrival, reply: Reply): Promise<Reply> {
    if (isStopping) return {};
    const { said, outcome } = await together(() => keep(text, reply));
    tally?.(reply.kind ?? 'unsorted', outcome);
    return said;
  }

  function begin(text: Arrival): Promise<Reply> {
    const { sid, from, body, optOut } = text;
    const word = optOut ?? carrierWord(body);
    if (!mayBeTexted(formatAddress(from), word) || word) {
      inbox.answer(sid, {}, 'response');
      tally?.(word ? 'carrier-word' : 'opted-out', 'silent');
      return Promise.resolve({});
    }
    const verdict = allowance(from.number);
    if (verdict.is !== 'fine') return answer(text, refusal(verdict));
    const work = handle(text);
    work.catch((err: unknown) => {
      if (!isStopping) log.error({ err }, 'an answer could not be kept');
    });
    return work;
  }

  const respond = (text: Arrival, deadline: Promise<void>): Promise<Reply> =>
    Promise.race([begin(text), deadline.then(() => atDeadline(text.sid))]);

  const refusal = (verdict: Verdict): Reply =>
    verdict.is === 'enough'
      ? {
          text: `Too many texts: ${verdict.most} in ${verdict.span}. I answer again at ${time.clock(verdict.until)}.`,
        }
      : {};

  /** What the response says once the person has waited long enough. */
  function atDeadline(sid: string): Reply {
    if (isStopping) return {};
    inbox.promise(sid);
    return inbox.responseTo(sid) ?? {};
  }

  const asText = (key: string, to: string, from: string | undefined, body: string): LateAnswer => ({
    key,
    to,
    from,
    body,
    goodUntil: clock.now() + GOOD_MS,
  });

  /** The response with the answer is lost, or may be: it becomes a text, unless the carrier has it. */
  function sendAgain({ sid, from, to, at }: Unfinished, text: string): void {
    atomically(() => {
      inbox.redirect(sid);
      post(asText(answerTo(sid), from, to, text), at);
    });
  }

  /** Nobody waits for the response any more. */
  function sendInstead(sid: string): void {
    const text = inbox.unfinishedOne(sid);
    if (text?.answer?.text !== undefined) sendAgain(text, text.answer.text);
    else inbox.promise(sid);
  }

  /** Too old for an answer, or it broke a process twice: the person hears that it is lost. */
  function sendLost(text: Unfinished): void {
    const { sid, from, to } = text;
    atomically(() => {
      inbox.redirect(sid);
      post(asText(answerTo(sid), from, to, lostWords(text, time)));
    });
  }

  function takeUp(text: Unfinished, from: Address): void {
    const { sid, at, tries, answer } = text;
    if (clock.now() - at > GOOD_MS || tries > 0) {
      sendLost(text);
    } else if (answer?.text !== undefined) {
      sendAgain(text, answer.text);
    } else {
      inbox.retry(sid);
      void begin({ ...text, from }).catch(() => {}); // told by `begin`
    }
  }

  return {
    async receive(text) {
      using wait = patience.begin();
      const { sid, from, to } = text;
      const received = { ...text, from: formatAddress(from), to, at: clock.now() };
      const isNew = await together(() => inbox.receive(received));
      const known = isNew ? undefined : (inbox.responseTo(sid) ?? responses.get(sid));
      if (known) {
        tally?.('replay', 'repeated');
        return { ...(await known), isAgain: true };
      }

      const response = respond(text, wait.over);
      responses.set(sid, response);
      return await response.finally(() => responses.delete(sid));
    },

    responded(sid, fate) {
      if (isStopping) return;
      const note = () => (fate === 'taken' ? inbox.finish(sid) : sendInstead(sid));
      onTrip(sid, () => {
        together(note).catch((err: unknown) =>
          log.error({ err }, 'the fate of a response could not be kept'),
        );
      });
    },

    recover() {
      for (const text of inbox.unfinished()) {
        const from = whoIs(text.from);
        if (from) onTrip(text.sid, () => takeUp(text, from));
        else inbox.redirect(text.sid);
      }
    },

    hurry() {
      void clock.wait(HURRY_MS).then(patience.end);
    },

    [Symbol.dispose]() {
      isStopping = true;
    },
  };
}
