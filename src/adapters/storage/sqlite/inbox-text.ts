import type {
  InboxAnswer,
  InboxText,
  Receipt,
  Received,
  SeparateText,
  StoredAnswer,
} from '../../../inbox/inbox.ts';
import type { Additions } from '../additions.ts';
import type { Connection } from './connection.ts';
import type { AnswerColumns, InboxTable } from './inbox-table.ts';
import type { PlaceAnswer } from './place-answer.ts';
import type { ReadSenderState } from './sender-state.ts';

/** A text on its way to the disk. */
export interface TextState {
  /** The number of the text, once it is decided about. */
  id: number | undefined;
  /** The answer that was given before the text itself was written. */
  early: InboxAnswer | undefined;
  /** The form in which that answer was stored. */
  stored: StoredAnswer | undefined;
}

interface Dependencies {
  readonly write: Connection['write'];
  readonly texts: InboxTable;
  readonly place: PlaceAnswer;
  readonly readSender: ReadSenderState;
  /** Ends a text, and adds what goes out in its place to the outbox. */
  readonly end: (id: number, instead: SeparateText) => void;
  readonly additions: Additions;
}

type Sender = Pick<Received, 'sid' | 'from' | 'suspensionKeys'>;

/** Creates the texts that are received or resumed here. `decide` stores a text, and may run more than once. */
export function createInboxTexts(dependencies: Dependencies) {
  const { write, texts, place, readSender, end, additions } = dependencies;

  return (text: Sender, decide: (state: TextState) => Receipt): InboxText => {
    const state: TextState = {
      id: undefined,
      early: undefined,
      stored: undefined,
    };
    const receipt = write(() => {
      state.stored = undefined;
      return decide(state);
    });
    const isNew = receipt.then(
      ({ is }) => is === 'new',
      () => false, // the caller gets the error by the receipt
    );

    /** Runs a decision about the text, once it is stored; a text that is not has nothing to decide. */
    async function ifStored<T>(work: (id: number) => T): Promise<T | undefined> {
      await receipt;
      const { id } = state;
      return id === undefined ? undefined : write(() => work(id));
    }

    function storeLate(id: number, given: InboxAnswer): StoredAnswer {
      const present = texts.get(id);
      if (present.isAnswered) return { response: present.response ?? {}, way: 'silent' };
      const stored = place(given, present.isSeparate, readSender(text));
      texts.answer(id, columnsOf(given, stored));
      return stored;
    }

    function finish(): void {
      if (state.id !== undefined) texts.finishSoon(state.id);
    }

    return {
      receipt,
      isNew,
      async answer(given) {
        state.early ??= given; // stored together with the text, unless it comes too late for that
        if ((await receipt).is !== 'new') return undefined;
        const early = state.early === given ? state.stored : undefined;
        const stored = early ?? (await ifStored((id) => storeLate(id, given)));
        if (stored?.way === 'text') additions.announce();
        return stored;
      },
      async defer() {
        const response = await ifStored((id) => {
          texts.defer(id);
          return texts.get(id).response;
        });
        return response ?? {};
      },
      acknowledge: () => receipt.then(finish),
      async sendSeparately(toText) {
        await ifStored((id) => {
          const unfinished = texts.unfinishedOne(id);
          if (unfinished?.answer?.text === undefined) texts.defer(id);
          else end(id, toText(unfinished));
        });
        additions.announce();
      },
    };
  };
}

/** Returns the columns of an answer. The words are stored with the text even when they go another way. */
export function columnsOf({ reply }: InboxAnswer, { response, way }: StoredAnswer): AnswerColumns {
  const words = way === 'text' ? reply.text : response.text;
  return {
    answer: words ?? null,
    kind: reply.kind ?? null,
    way: way === 'text' ? 'text' : 'response',
    done: way === 'response' ? 0 : 1,
  };
}
