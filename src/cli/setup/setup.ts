import type { Writable } from 'node:stream';
import { parseEnv } from 'node:util';
import { describeSettings, hasAny, startProblems } from './describe-settings.ts';
import { type Keyboard, openDialogue } from './dialogue.ts';
import { checkReplaceable, readIfThere } from './env-file.ts';
import { printable } from './printable.ts';
import { saveSettings } from './save-settings.ts';
import { createSettings, type Settings } from './settings.ts';
import type { SetupContext } from './setup-context.ts';
import { askForSettings, printIntro, printNextSteps } from './steps.ts';
import { offerWebhook } from './webhook.ts';

interface Dependencies
  extends Pick<
    SetupContext,
    'asksAll' | 'home' | 'timeZone' | 'openAccount' | 'makeAuthenticator' | 'readSecrets'
  > {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly envFile: string;
  readonly exampleFile: string;
  readonly input: Keyboard;
  readonly output: Writable;
  /** True when input and output are a terminal. */
  readonly isInteractive: boolean;
}

/** The exit codes of setup. */
const EXIT = { done: 0, failed: 1, noTerminal: 64, left: 130 } as const;

/** Asks for missing settings and writes them; returns the exit code. */
export async function setup(dependencies: Dependencies): Promise<number> {
  const [file, example] = [
    readIfThere(dependencies.envFile),
    readIfThere(dependencies.exampleFile),
  ];
  const place = checkReplaceable(dependencies.envFile);
  if (!file.ok || !example.ok || !place.ok) {
    const problems = [file, example, place].flatMap((it) => (it.ok ? [] : `${it.error}\n`));
    dependencies.output.write(problems.join(''));
    return EXIT.failed;
  }
  const exampleText = example.value ?? '';
  const written = { file: parseEnv(file.value ?? ''), example: parseEnv(exampleText) };
  const settings = createSettings({ ...written, environment: dependencies.environment });
  if (!dependencies.isInteractive) return reportMissing(dependencies, settings);

  using dialogue = openDialogue(dependencies);
  return await runDialogue(
    {
      ...dependencies,
      ...{ dialogue, settings },
      isFirst: !hasAny(createSettings({ ...written, environment: {} })),
      example: parseEnv(exampleText.replaceAll(/^# ?(?=[A-Z])/gm, '')),
    },
    () => saveSettings(settings, { path: dependencies.envFile, template: exampleText }),
  );
}

async function runDialogue(
  context: SetupContext,
  save: () => ReturnType<typeof saveSettings>,
): Promise<number> {
  const { dialogue } = context;
  let saved = 'Cancelled. Nothing was changed.';
  try {
    printIntro(context);
    const account = await askForSettings(context);
    const outcome = save();
    if (!outcome.ok) {
      dialogue.say(`! ${outcome.error}`, 'problem');
      return EXIT.failed;
    }
    saved = `Cancelled. ${outcome.value}`;
    dialogue.say(`\n${outcome.value}`);
    if (account) await offerWebhook(context, account);
    await printNextSteps(context);
    return EXIT.done;
  } catch (cause) {
    if (!dialogue.left.aborted) throw cause;
    dialogue.say(saved);
    return EXIT.left;
  }
}

/** Lists missing settings without asking: without a terminal there are no answers, and no hidden typing. */
async function reportMissing(
  { output, asksAll, readSecrets }: Dependencies,
  settings: Settings,
): Promise<number> {
  const open = await startProblems(settings, readSecrets);
  if (open.length === 0 && !asksAll) {
    output.write(`Nothing is missing. These are set:\n${describeSettings(settings).join('\n')}\n`);
    return EXIT.done;
  }
  const lines = open.map((problem) => `  ${printable(problem)}\n`).join('');
  output.write(`sms-relay setup needs a terminal, and this is not one. According to .env and the environment:
${lines}They are explained in .env.example.
`);
  return EXIT.noTerminal;
}
