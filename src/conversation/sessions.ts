import type { PhoneNumber } from '../core/phone-number.ts';
import type { MenuState } from '../menu/advance.ts';
import type { Location } from '../menu/menu.ts';

/** Where one person is, and what they have not read yet of it. Plain data. */
export interface Session extends MenuState {
  /** The pages to come; nothing when no view was shown yet. */
  readonly unread?: readonly string[];
  /** Where they came from, the latest last. */
  readonly trail?: readonly Location[];
  /** Texts that the last one may have meant: its number stands for each of them, once. */
  readonly suggestions?: readonly string[];
}

/** Remembers where each person is. Forgetting is always safe: they land on the home screen. */
export interface Sessions {
  get(person: PhoneNumber): Session | undefined;
  set(person: PhoneNumber, session: Session): void;
}
