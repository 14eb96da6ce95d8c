import type { Writable } from 'node:stream';
import { parseEnv } from 'node:util';
import { describeSettings, hasAny, openProblems } from './describe-settings.ts';
import { type Keyboard, openDialogue } from './dialogue.ts';
import { checkReplaceable, readIfThere } from './env-file.ts';
import { visible } from './printable.ts';
import { saveSettings } from './save-settings.ts';
import { createSettingsSheet, type SettingsSheet } from './settings.ts';
import type { SetupContext } from './setup-context.ts';
import { askForSettings, greet, printNextSteps } from './steps.ts';
import type { TerminalStyle } from './style.ts';
import { offerWebhook } from './webhook.ts';

interface Dependencies
  extends Pick<
    SetupContext,
    'asksAll' | 'home' | 'timeZone' | 'openAccount' | 'makeAuthenticator'
  > {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly envFile: string;
  readonly exampleFile: string;
  readonly input: Keyboard;
  readonly output: Writable;
  /** Whether somebody sits in front of it. */
  readonly isInteractive: boolean;
  readonly style: TerminalStyle;
}

/** How it ended, as the exit code of a process says it. */
const EXIT = { done: 0, failed: 1, noTerminal: 64, left: 130 } as const;

/** Ask for what is missing, and write it down; answers with the exit code. */
export async function setup(parts: Dependencies): Promise<number> {
  const [file, example] = [readIfThere(parts.envFile), readIfThere(parts.exampleFile)];
  const place = checkReplaceable(parts.envFile);
  if (!file.ok || !example.ok || !place.ok) {
    const problems = [file, example, place].flatMap((it) => (it.ok ? [] : `${it.error}\n`));
    parts.output.write(problems.join(''));
    return EXIT.failed;
  }
  const exampleText = example.value ?? '';
  const written = { file: parseEnv(file.value ?? ''), example: parseEnv(exampleText) };
  const sheet = createSettingsSheet({ ...written, environment: parts.environment });
  if (!parts.isInteractive) return tellOnly(parts, sheet);

  using dialogue = openDialogue(parts);
  return await walkThrough(
    {
      ...parts,
      ...{ dialogue, sheet },
      isFirst: !hasAny(createSettingsSheet({ ...written, environment: {} })),
      example: parseEnv(exampleText.replaceAll(/^# ?(?=[A-Z])/gm, '')),
    },
    () => saveSettings(sheet, { path: parts.envFile, template: exampleText }),
  );
}

async function walkThrough(
  walk: SetupContext,
  save: () => ReturnType<typeof saveSettings>,
): Promise<number> {
  const { dialogue } = walk;
  let saved = 'Left. Everything is as it was.';
  try {
    greet(walk);
    const account = await askForSettings(walk);
    const outcome = save();
    if (!outcome.ok) {
      dialogue.say(dialogue.style.trouble(`! ${outcome.error}`));
      return EXIT.failed;
    }
    saved = `Left. ${outcome.value}`;
    dialogue.say(`\n${outcome.value}`);
    if (account) await offerWebhook(walk, account);
    await printNextSteps(walk);
    return EXIT.done;
  } catch (cause) {
    if (!dialogue.left.aborted) throw cause;
    dialogue.say(saved);
    return EXIT.left;
  }
}

/** Without a terminal nobody can answer, nor type what must not be seen. */
async function tellOnly({ output, asksAll }: Dependencies, sheet: SettingsSheet): Promise<number> {
  const open = await openProblems(sheet);
  if (open.length === 0 && !asksAll) {
    output.write(`Nothing is missing. Set are:\n${describeSettings(sheet).join('\n')}\n`);
    return EXIT.done;
  }
  const lines = open.map((problem) => `  ${visible(problem)}\n`).join('');
  output.write(`sms-relay setup asks in a terminal, and this is none. By .env and the environment:
${lines}What they mean stands in .env.example.
`);
  return EXIT.noTerminal;
}
