import { type Address, formatAddress, parseAddress } from '../core/address.ts';
import type { Clock } from '../core/clock.ts';
import { withTrace } from '../core/trace.ts';
import type { People } from '../people/people.ts';
import type { Person } from '../people/person.ts';
import { suspensionKeys } from '../people/suspension-keys.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import { repeatAsText } from './deliver-answer.ts';
import type { InboundMessage } from './inbound-message.ts';
import type { Inbox, InboxText, SeparateText, UnfinishedText } from './inbox.ts';
import { ANSWER_TTL_MS, answerKey, lateText } from './late-text.ts';
import { lostTextNotice } from './lost-text-notice.ts';
import { optOutKeyword } from './opt-out-keywords.ts';

interface Dependencies {
  readonly inbox: Inbox;
  readonly people: Pick<People, 'at'>;
  /** Answers a text anew. */
  readonly answer: (text: InboundMessage, stored: InboxText) => Promise<unknown>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timeOf: TimeOfPerson;
}

/** Resumes the texts that an earlier process left unfinished; resolves when that is committed. */
export async function recoverTexts(dependencies: Dependencies): Promise<void> {
  const { inbox, people, answer, clock, timeOf } = dependencies;
  const texts = await inbox.unfinished();
  await Promise.all(texts.map((text) => withTrace(text.sid, () => recover(text))));

  async function recover(text: UnfinishedText): Promise<void> {
    const { sid, at, tries, answer: stored } = text;
    const from = parseAddress(text.from);
    const person = from && people.at(from);
    if (!person) await inbox.finish(sid);
    else if (clock.now() - at > ANSWER_TTL_MS || tries > 0)
      await inbox.finish(sid, notice(text, person));
    else if (stored?.text !== undefined) await inbox.finish(sid, repeatAsText(text, clock.now()));
    else await answerAnew(text, from, person);
  }

  /** Notifies the person that a text is lost: it is too old, or a process broke on it twice. */
  function notice(text: UnfinishedText, { id }: Person): SeparateText {
    const { sid, from, to } = text;
    const words = {
      key: answerKey(sid),
      to: from,
      from: to,
      body: lostTextNotice(text, timeOf(id)),
    };
    const now = clock.now();
    return { text: lateText({ ...words, kind: 'menu' }, now), at: now };
  }

  async function answerAnew(text: UnfinishedText, from: Address, person: Person): Promise<void> {
    const { sid, to, body, media, at } = text;
    const stored = inbox.resume({
      ...{ sid, from: formatAddress(from), to, body, media, at },
      optOut: optOutKeyword(body),
      suspensionKeys: suspensionKeys(person),
    });
    const { is } = await stored.receipt;
    if (is !== 'new') return;
    void answer({ sid, from, person: person.id, to, body, media }, stored).catch(() => {}); // logged there
  }
}
