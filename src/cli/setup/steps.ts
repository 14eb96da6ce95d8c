import { askAccount } from './account.ts';
import { ask, isOpen } from './ask.ts';
import { askBackends, hasBackend } from './ask-backends.ts';
import { describeSettings, openProblems } from './describe-settings.ts';
import type { PhoneAccount } from './phone-account.ts';
import { visible } from './printable.ts';
import { CLAUDE_KEY, PEOPLE, publicUrl, TIME_ZONE } from './questions.ts';
import { askSecondFactor } from './second-factor.ts';
import type { SetupContext } from './setup-context.ts';

export function greet({ dialogue, sheet, asksAll, isFirst }: SetupContext): void {
  const { style, say } = dialogue;
  const set = describeSettings(sheet);
  if (set.length > 0) say(`${style.title('Set already')}\n${set.join('\n')}`);
  if (!isFirst && !asksAll) say(style.small('npm run setup -- --all asks for all of it again.'));
  if (set.length > 0) say('');
  say(
    style.small(`Enter takes what stands in [brackets]. Nothing is written before the last
answer: Ctrl-C leaves everything as it was.`),
  );
}

/** Every question that is open, in the order in which a person has the answers. */
export async function askForSettings(walk: SetupContext): Promise<PhoneAccount | undefined> {
  const account = await askAccount(walk);
  await askAbout('Who may text', PEOPLE, walk);
  await askAbout('Address', publicUrl(walk.sheet.value('PORT') ?? '8000'), walk, {
    tidy: (answer) => answer.replace(/\/sms\/?(?:#.*)?$/s, ''),
  });
  if (walk.isFirst || walk.asksAll) {
    await askAbout('Time', TIME_ZONE, walk, { proposal: walk.timeZone });
  }
  await askBackends(walk);
  if (walk.isFirst || walk.asksAll) await askAbout('Claude', CLAUDE_KEY, walk);
  await askSecondFactor(walk);
  return account;
}

async function askAbout(
  title: string,
  question: Parameters<typeof ask>[0],
  walk: SetupContext,
  extras: Parameters<typeof ask>[2] = {},
): Promise<void> {
  if (!isOpen(question, walk)) return;
  walk.dialogue.say(walk.dialogue.style.title(`\n${title}`));
  await ask(question, walk, extras);
}

/** What keeps the relay from starting, and what to do next. */
export async function printNextSteps(walk: SetupContext): Promise<void> {
  const { sheet } = walk;
  const { style, say } = walk.dialogue;
  const problems = await openProblems(sheet);
  if (problems.length > 0) {
    say(style.trouble('\nThe relay cannot start yet:'));
    for (const problem of problems) say(style.trouble(`! ${visible(problem)}`));
    say('npm run setup asks for it again.');
  }
  if (!hasBackend(walk)) say('\nNo backend is set up yet: npm run setup -- --all asks for them.');
  say(`${style.title('\nNext')}
  npm run doctor                    looks whether all of it works
  npm run build && npm start        or: docker-compose up -d
  Then text menu to ${visible(sheet.value('TWILIO_PHONE_NUMBER') ?? 'the number')}.`);
}
