import { namesPeople } from '../../config/check.ts';
import { askAccount } from './account.ts';
import { ask, isOpen } from './ask.ts';
import { askBackends, hasBackend } from './ask-backends.ts';
import { describeSettings, startProblems } from './describe-settings.ts';
import type { PhoneAccount } from './phone-account.ts';
import { printable } from './printable.ts';
import { CLAUDE_KEY, MORE_PEOPLE, PEOPLE, publicUrl, TIME_ZONE } from './questions.ts';
import { askSecondFactor } from './second-factor.ts';
import type { SetupContext } from './setup-context.ts';

export function printIntro({ dialogue, settings, asksAll, isFirst }: SetupContext): void {
  const { say } = dialogue;
  const set = describeSettings(settings);
  if (set.length > 0) {
    say('Already set', 'title');
    say(set.join('\n'));
  }
  if (!isFirst && !asksAll) say('npm run setup -- --all asks for everything again.', 'small');
  if (set.length > 0) say('');
  say(
    `Enter takes the value in [brackets]. Nothing is written before the last
answer: Ctrl-C leaves everything as it was.`,
    'small',
  );
}

/** Asks all open questions, in the order in which a person has the answers. */
export async function askForSettings(context: SetupContext): Promise<PhoneAccount | undefined> {
  const account = await askAccount(context);
  await askPeople(context);
  await askSection('Address', publicUrl(context.settings.value('PORT') ?? '8000'), context, {
    tidy: (answer) => answer.replace(/\/sms\/?(?:#.*)?$/s, ''),
  });
  if (context.isFirst || context.asksAll) {
    await askSection('Time', TIME_ZONE, context, { proposal: context.timeZone });
  }
  await askBackends(context);
  if (context.isFirst || context.asksAll) await askSection('Claude', CLAUDE_KEY, context);
  await askSecondFactor(context);
  return account;
}

/** Asks for nobody's number where the file names people, unless everything is asked or the present numbers are wrong. */
async function askPeople(context: SetupContext): Promise<void> {
  const { settings, asksAll } = context;
  if (!(await namesPeople(settings.all()))) return askSection('Who may text', PEOPLE, context);
  if (!asksAll && settings.value(MORE_PEOPLE.name) === undefined) return;
  return askSection('Who may text', MORE_PEOPLE, context);
}

async function askSection(
  title: string,
  question: Parameters<typeof ask>[0],
  context: SetupContext,
  options: Parameters<typeof ask>[2] = {},
): Promise<void> {
  if (!isOpen(question, context)) return;
  context.dialogue.say(`\n${title}`, 'title');
  await ask(question, context, options);
}

/** Prints the problems that prevent a start, and the next steps. */
export async function printNextSteps(context: SetupContext): Promise<void> {
  const { settings } = context;
  const { say } = context.dialogue;
  const problems = await startProblems(settings, context.readSecrets);
  if (problems.length > 0) {
    say('\nThe relay cannot start yet:', 'problem');
    for (const problem of problems) say(`! ${printable(problem)}`, 'problem');
    say('npm run setup asks for it again.');
  }
  if (!hasBackend(context))
    say('\nNo backend is set up yet: npm run setup -- --all asks for them.');
  say('\nNext', 'title');
  say(`  npm run doctor                    checks that everything works
  npm run build && npm start        or: docker-compose up -d
  Then text menu to ${printable(settings.value('TWILIO_PHONE_NUMBER') ?? 'the number')}.`);
}
