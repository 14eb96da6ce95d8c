import type { PhoneNumber } from '../core/phone-number.ts';
import type { Purse } from './purse.ts';

interface Parts {
  readonly purse: Purse;
  readonly mayAct: (person: PhoneNumber) => boolean;
}

/** What `ai off`, `ai on` and `ai cost` do; nothing when a text is none of them. */
export type AiCommand = (person: PhoneNumber, text: string) => string | undefined;

export const createAiCommand =
  ({ purse, mayAct }: Parts): AiCommand =>
  (person, text) => {
    const [, word] = /^(?:ai|claude) (on|off|costs?)$/.exec(text) ?? [];
    if (word === undefined) return undefined;
    if (word.startsWith('cost')) return purse.report(person);
    if (!mayAct(person)) return 'This number may look only.';
    const to = word === 'on' ? 'on' : 'off';
    purse.turn(to);
    return to === 'on' ? 'Claude is on.' : 'Claude is off. ai on turns it on.';
  };
