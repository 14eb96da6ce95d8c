import type { Reply, ReplyOffset, SessionRow } from '../core/reply.ts';
import type { MenuState } from '../menu/advance.ts';
import type { Location } from '../menu/menu.ts';
import type { PersonId } from '../people/person.ts';

/** The location of one person, and what they have not read yet. Plain data. */
export interface Session extends MenuState {
  /** The reply that `+` continues; `undefined` when no view was shown yet. */
  readonly unread?: Unread | 'nothing' | undefined;
  /** The locations they came from, the latest last. */
  readonly trail?: readonly Location[];
  /** Texts that the last one may have meant: the next text can pick one by its number. */
  readonly suggestions?: readonly string[];
}

/** A whole reply, and the position of what was not read; without it the reply was not shown at all. */
interface Unread {
  readonly reply: Reply;
  readonly offset?: ReplyOffset;
}

/** Stores where each person is. Losing it is always safe: they land on the home screen. */
export interface Sessions {
  get(person: PersonId): Session | undefined | Promise<Session | undefined>;
  set(person: PersonId, session: Session): void | Promise<void>;
  delete(person: PersonId): void | Promise<void>;
  /** Returns the row that is stored with the answer, where sessions are in the database. */
  readonly rowOf?: (person: PersonId, session: Session) => SessionRow;
}

/** Returns the session of a person who read a reply up to `next`, or to its end. */
export function afterReading(
  session: Session,
  reply: Reply | undefined,
  next?: ReplyOffset,
): Session {
  if (reply && next) return { ...session, unread: { reply, offset: next } };
  const { unread } = session;
  const isRead = typeof unread === 'object' && unread.reply === reply;
  return isRead ? { ...session, unread: 'nothing' } : session;
}
