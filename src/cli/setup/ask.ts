import { checkVariable, type VariableName } from '../../config/check.ts';
import { needsQuotes } from './env-value.ts';
import { CLEAR_ANSWER, type ParsedAnswer, parseAnswer, type Setting } from './parse-answer.ts';
import { visible } from './printable.ts';
import type { SetupQuestion } from './questions.ts';
import type { SetupContext } from './setup-context.ts';
import { withoutKeys } from './without-keys.ts';

type Extras = Pick<Setting, 'proposal' | 'tidy' | 'object'>;

/** Whether a question is still open: nothing stands there, or nothing possible. */
export function isOpen({ name }: SetupQuestion, { sheet, asksAll }: SetupContext): boolean {
  if (sheet.isFromOutside(name)) return false;
  const value = sheet.value(name);
  return asksAll || value === undefined || !checkVariable(name, value).ok;
}

/** Ask until there is an answer that the relay would start with. */
export async function ask(
  question: SetupQuestion,
  walk: SetupContext,
  extras: Extras = {},
): Promise<void> {
  const { name, hint, isSecret } = question;
  const { dialogue, sheet, home } = walk;
  if (sheet.isFromOutside(name)) return;
  const setting: Setting = { ...extras, present: presentOf(name, walk), home };
  const text = `${question.asks}${inBrackets(question, setting)}${like(question, walk)}: `;

  if (hint !== undefined) dialogue.say(dialogue.style.small(hint));
  for (;;) {
    const heard = parseAnswer(question, setting, await dialogue.ask({ text, isHidden: isSecret }));
    if (heard.do !== 'ask again') return note(heard, question, walk);
    dialogue.say(dialogue.style.trouble(`! ${visible(heard.why)}`));
  }
}

/** What stands there, if the relay would start with it; what is wrong with it is told. */
function presentOf(name: VariableName, { dialogue, sheet }: SetupContext): string | undefined {
  const stands = sheet.value(name);
  const checked = stands === undefined ? undefined : checkVariable(name, stands);
  if (checked === undefined || checked.ok) return stands;
  dialogue.say(dialogue.style.trouble(`! ${name} as it stands: ${visible(checked.error)}`));
  return undefined;
}

type Answer = Exclude<ParsedAnswer, { readonly do: 'ask again' }>;

function note(
  answer: Answer,
  { name, isSecret }: SetupQuestion,
  { dialogue, sheet }: SetupContext,
): void {
  if (answer.do === 'leave out') sheet.unset(name);
  if (answer.do !== 'take') return;
  sheet.set(name, answer.value);
  if (isSecret) dialogue.say(dialogue.style.small('Taken.'));
  if (needsQuotes(answer.value)) dialogue.say(dialogue.style.small(QUOTED));
}

const QUOTED = `It stands in quotes in .env, for its $ or #: docker run --env-file (make docker-run)
would take them for a part of it. Node and docker-compose do not.`;

/** What Enter means. */
function inBrackets(
  { isSecret, isOptional }: SetupQuestion,
  { present, proposal }: Setting,
): string {
  const shown = present ?? proposal;
  if (shown === undefined) return '';
  const takeAway = present !== undefined && isOptional ? `, ${CLEAR_ANSWER} takes it away` : '';
  return ` [${isSecret ? 'set' : withoutKeys(shown)}${takeAway}]`;
}

/** An example, where there is nothing better to show. */
function like({ name, isSecret }: SetupQuestion, { example, sheet }: SetupContext): string {
  const shown = example[name];
  const isHelpful = !isSecret && shown !== undefined && sheet.value(name) === undefined;
  return isHelpful && shown.startsWith('http') ? `, like ${shown}` : '';
}
