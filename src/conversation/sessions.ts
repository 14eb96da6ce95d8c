import type { PhoneNumber } from '../core/phone-number.ts';
import type { MenuState } from '../menu/advance.ts';

/** Where one person is, and the pages of what they are reading. Plain data. */
export interface Session extends MenuState {
  readonly pages: readonly string[];
  readonly page: number;
}

/** Remembers where each person is. Forgetting is always safe: they land on the home screen. */
export interface Sessions {
  get(person: PhoneNumber): Session | undefined;
  set(person: PhoneNumber, session: Session): void;
}
