import type { Dialogue } from './dialogue.ts';

interface MenuChoice {
  readonly asks: string;
  readonly options: readonly string[];
  readonly takesSeveral?: true | undefined;
  /** The options that Enter takes, counted from 1; empty for none. */
  readonly present: readonly number[];
}

/** Asks a person to choose by number; returns the chosen options, counted from 1. */
export async function choose(dialogue: Dialogue, choice: MenuChoice): Promise<readonly number[]> {
  const { asks, options, present, takesSeveral } = choice;
  dialogue.say(options.map((option, at) => `  ${at + 1}) ${option}`).join('\n'));
  const several = takesSeveral ? ', several with commas' : '';
  for (;;) {
    const typed = await dialogue.ask({ text: `${asks}${several} [${present.join() || 'none'}]: ` });
    const picked = parseChoice(typed, choice);
    if (picked) return picked;
    const range = `${options.length > 1 ? `1 to ${options.length}` : '1'}, or none`;
    dialogue.say(`! must be ${range}`, 'problem');
  }
}

function parseChoice(typed: string, choice: MenuChoice): readonly number[] | undefined {
  const { options, present, takesSeveral } = choice;
  const word = typed.trim().toLowerCase();
  if (word === '') return present;
  if (['none', 'no', 'n', '0', '-'].includes(word)) return [];
  const picked = word.split(/[\s,]+/).map(Number);
  const isPossible = picked.every((it) => Number.isInteger(it) && it >= 1 && it <= options.length);
  if (!isPossible || (picked.length > 1 && !takesSeveral)) return undefined;
  return [...new Set(picked)];
}

/** Asks a yes or no question; Enter takes the capital one. */
export async function confirm(
  dialogue: Dialogue,
  { asks, byDefault }: { readonly asks: string; readonly byDefault: 'yes' | 'no' },
): Promise<boolean> {
  const options = byDefault === 'yes' ? 'Y/n' : 'y/N';
  for (;;) {
    const typed = await dialogue.ask({ text: `${asks} [${options}]: ` });
    const word = typed.trim().toLowerCase() || byDefault;
    if (['y', 'yes'].includes(word)) return true;
    if (['n', 'no'].includes(word)) return false;
    dialogue.say('! must be y or n', 'problem');
  }
}
