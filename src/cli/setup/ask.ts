import { checkVariable, type VariableName } from '../../config/check.ts';
import { needsQuotes } from './env-value.ts';
import { CLEAR_ANSWER, type ParsedAnswer, parseAnswer, type Setting } from './parse-answer.ts';
import { printable } from './printable.ts';
import type { SetupQuestion } from './questions.ts';
import type { SetupContext } from './setup-context.ts';
import { withoutKeys } from './without-keys.ts';

type AnswerOptions = Pick<Setting, 'proposal' | 'tidy' | 'object'>;

/** Returns true when a setting is missing or invalid, or everything is asked. */
export function isOpen({ name }: SetupQuestion, { settings, asksAll }: SetupContext): boolean {
  if (settings.isFromOutside(name)) return false;
  const value = settings.value(name);
  return asksAll || value === undefined || !checkVariable(name, value).ok;
}

/** Asks until there is an answer that the relay would start with. */
export async function ask(
  question: SetupQuestion,
  context: SetupContext,
  options: AnswerOptions = {},
): Promise<void> {
  const { name, hint, isSecret } = question;
  const { dialogue, settings, home } = context;
  if (settings.isFromOutside(name)) return;
  const setting: Setting = { ...options, present: validValue(name, context), home };
  const text = `${question.asks}${defaultHint(question, setting)}${exampleHint(question, context)}: `;

  if (hint !== undefined) dialogue.say(hint, 'small');
  for (;;) {
    const parsed = parseAnswer(question, setting, await dialogue.ask({ text, isHidden: isSecret }));
    if (parsed.do !== 'ask again') return storeAnswer(parsed, question, context);
    dialogue.say(`! ${printable(parsed.why)}`, 'problem');
  }
}

/** Returns the present value if it is valid; otherwise prints what is wrong with it. */
function validValue(name: VariableName, { dialogue, settings }: SetupContext): string | undefined {
  const value = settings.value(name);
  const checked = value === undefined ? undefined : checkVariable(name, value);
  if (checked === undefined || checked.ok) return value;
  dialogue.say(`! ${name} is invalid: ${printable(checked.error)}`, 'problem');
  return undefined;
}

type Answer = Exclude<ParsedAnswer, { readonly do: 'ask again' }>;

function storeAnswer(
  answer: Answer,
  { name, isSecret }: SetupQuestion,
  { dialogue, settings }: SetupContext,
): void {
  if (answer.do === 'leave out') settings.unset(name);
  if (answer.do !== 'take') return;
  settings.set(name, answer.value);
  if (isSecret) dialogue.say('Accepted.', 'small');
  if (needsQuotes(answer.value)) dialogue.say(QUOTED, 'small');
}

const QUOTED = `It is quoted in .env because of its $ or #: docker run --env-file (make docker-run)
would keep the quotes. Node and docker-compose do not.`;

/** Returns the value that Enter keeps or takes, in brackets. */
function defaultHint(
  { isSecret, isOptional }: SetupQuestion,
  { present, proposal }: Setting,
): string {
  const shown = present ?? proposal;
  if (shown === undefined) return '';
  const clearHint = present !== undefined && isOptional ? `, ${CLEAR_ANSWER} removes it` : '';
  return ` [${isSecret ? 'set' : withoutKeys(shown)}${clearHint}]`;
}

/** Returns an example when no value is set. */
function exampleHint(
  { name, isSecret }: SetupQuestion,
  { example, settings }: SetupContext,
): string {
  const shown = example[name];
  const isHelpful = !isSecret && shown !== undefined && settings.value(name) === undefined;
  return isHelpful && shown.startsWith('http') ? `, like ${shown}` : '';
}
