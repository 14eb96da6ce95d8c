import type { MenuState } from '../menu/advance.ts';
import type { Location } from '../menu/menu.ts';
import type { PersonId } from '../people/person.ts';
import type { FittedText } from '../sms/fit.ts';

/** The location of one person, and its pages that they have not read yet. Plain data. */
export interface Session extends MenuState {
  /** The remaining pages; `undefined` when no view was shown yet. */
  readonly unread?: readonly FittedText[];
  /** The locations they came from, the latest last. */
  readonly trail?: readonly Location[];
  /** Texts that the last one may have meant: the next text can pick one by its number. */
  readonly suggestions?: readonly string[];
}

/** Stores where each person is. Losing it is always safe: they land on the home screen. */
export interface Sessions {
  get(person: PersonId): Session | undefined;
  set(person: PersonId, session: Session): void;
  delete(person: PersonId): void;
}
