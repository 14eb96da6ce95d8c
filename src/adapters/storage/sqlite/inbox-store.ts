import { hash } from 'node:crypto';
import {
  type Inbox,
  type InboxAnswer,
  type Receipt,
  type Received,
  type SeparateText,
  SignatureReused,
} from '../../../inbox/inbox.ts';
import { isOptedOut } from '../../../outbox/suppression-change.ts';
import type { Additions } from '../additions.ts';
import type { SenderState } from '../sender-state.ts';
import type { MainConnection } from './connection.ts';
import { createInboxTable } from './inbox-table.ts';
import { columnsOf, createInboxTexts, type TextState } from './inbox-text.ts';
import { createKnownIds } from './known-ids.ts';
import { createLastSender } from './last-sender.ts';
import { createOutboxTable } from './outbox-table.ts';
import { createAnswerPlacement } from './place-answer.ts';
import { createSenderStateReader } from './sender-state.ts';
import { createSuppressionTable } from './suppression-table.ts';

export interface InboxRules {
  /** The most texts that the relay starts itself in an hour. */
  readonly textsPerHour: number;
  readonly additions: Additions;
}

/** Stores the inbox in SQLite. */
export function createInboxStore(connection: MainConnection, rules: InboxRules): Inbox {
  const { read, write } = connection;
  const { textsPerHour, additions } = rules;
  const texts = createInboxTable(connection);
  const knownIds = createKnownIds(connection);
  const outbox = createOutboxTable(connection);
  const suppressions = createSuppressionTable(connection);
  const readSender = createSenderStateReader(connection);
  const place = createAnswerPlacement(outbox, textsPerHour);
  const createText = createInboxTexts({ write, texts, place, readSender, end, additions });

  /** Stores a new text, with its answer if that is known in the same moment. */
  function receive(text: Received, state: TextState): Receipt {
    const sender = readSender(text);
    if (sender.isSuspended) return { is: 'suspended' };
    const digest = text.signature === undefined ? undefined : digestOf(text.signature);
    const { bySid, bySignature } = knownIds.look(text.sid, digest);
    if (bySid !== undefined) {
      state.id = bySid;
      return { is: 'known', response: texts.get(bySid).response };
    }
    if (bySignature !== undefined) {
      throw new SignatureReused('the signature belongs to another MessageSid');
    }
    const receipt = silence(text, sender);
    const early = receipt.is === 'new' ? state.early : SILENCE;
    const stored = early && place(early, false, sender);
    const id = texts.add(text, digest, early && stored && columnsOf(early, stored));
    knownIds.add({ id, sid: text.sid, digest });
    state.id = id;
    state.stored = stored;
    return receipt;
  }

  /** Applies an opt-out keyword, and returns why a text gets no answer. */
  function silence(
    { from, optOut, at }: Omit<Received, 'signature'>,
    sender: SenderState,
  ): Receipt {
    if (optOut || sender.suppressedBy !== undefined) suppressions.apply(from, optOut, at);
    if (optOut) return { is: 'silenced', kind: 'carrier-word' };
    return isOptedOut(sender) ? { is: 'silenced', kind: 'opted-out' } : { is: 'new' };
  }

  function resume(text: Omit<Received, 'signature'>, state: TextState): Receipt {
    const id = idOf(text.sid);
    state.id = id;
    texts.retry(id);
    const sender = readSender(text);
    const receipt: Receipt = sender.isSuspended ? { is: 'suspended' } : silence(text, sender);
    if (receipt.is !== 'new') texts.sendSeparately(id);
    return receipt;
  }

  function idOf(sid: string): number {
    const id = knownIds.find(sid);
    if (id === undefined) throw new Error('a text that was never received');
    return id;
  }

  function end(id: number, instead?: SeparateText): void {
    texts.sendSeparately(id);
    if (instead) outbox.add(instead.text, instead.at, instead.possiblyOutSince);
  }

  return {
    receive: (text) => createText(text, (state) => receive(text, state)),
    unfinished: () => write(texts.unfinished),
    resume: (text) => createText(text, (state) => resume(text, state)),
    async finish(sid, instead) {
      await write(() => end(idOf(sid), instead));
      if (instead) additions.announce();
    },
    lastFrom: createLastSender(connection).lastFrom,
    answersSince: (at) => read(() => texts.answersSince(at)),
    forgetBefore: (at) => write(() => texts.forgetBefore(at)),
  };
}

const SILENCE: InboxAnswer = { reply: {}, at: 0 };

/** A digest is enough to recognise a signature, which itself is not stored. */
const digestOf = (signature: string): string => hash('sha256', signature, 'hex').slice(0, 32);
