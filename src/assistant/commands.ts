import { type Caller, LOOK_ONLY, mayChange } from '../people/caller.ts';
import type { Budget } from './budget.ts';

interface Dependencies {
  readonly budget: Budget;
}

/** Runs `ai off`, `ai on` and `ai cost`; returns `undefined` when a text is none of them. */
export type AiCommand = (caller: Caller, text: string) => Promise<string | undefined>;

const WORDS: readonly RegExp[] = [
  /^(?:please )?(?:turn |switch )?(?:ai|claude)\W{1,3}(on|off|costs?)\W{0,3}(?: ?(?:please|now|today)\W{0,3})?$/,
  /^(?:please )?(?:turn|switch) (on|off) (?:ai|claude)\W{0,3}$/,
];

export const createAiCommand =
  ({ budget }: Dependencies): AiCommand =>
  async (caller, text) => {
    const word = WORDS.map((pattern) => pattern.exec(text)?.[1]).find(Boolean);
    if (word === undefined) return undefined;
    if (word.startsWith('cost')) return budget.report(caller.id);
    if (!mayChange(caller)) return LOOK_ONLY;
    const to = word === 'on' ? 'on' : 'off';
    await budget.turn(to);
    return to === 'on' ? 'Claude is on.' : 'Claude is off. ai on turns it on.';
  };
