import { checkVariable } from '../../config/check.ts';
import { checkLine, writeValue } from './env-value.ts';
import type { SetupQuestion } from './questions.ts';

/** What a person made of a question. */
export type ParsedAnswer =
  | { readonly do: 'keep' }
  | { readonly do: 'take'; readonly value: string }
  | { readonly do: 'leave out' }
  | { readonly do: 'ask again'; readonly why: string };

/** What is known when a question is asked. */
export interface Setting {
  /** What stands there now. */
  readonly present?: string | undefined;
  /** What Enter means when nothing does. */
  readonly proposal?: string | undefined;
  readonly home: string;
  /** What people write, as the configuration has it. */
  readonly tidy?: (answer: string) => string;
  /** What only this question has against an answer. */
  readonly object?: (value: string) => string | undefined;
}

/** Typed for a setting that is wanted no more. */
export const CLEAR_ANSWER = '-';

const again = (why: string): ParsedAnswer => ({ do: 'ask again', why });

/** Decide what an answer means. Rules for values are the configuration's own. */
export function parseAnswer(
  question: SetupQuestion,
  setting: Setting,
  typed: string,
): ParsedAnswer {
  const line = checkLine(typed);
  if (!line.ok) return again(line.error);
  if (line.value === '') return onEnter(question, setting);
  if (line.value === CLEAR_ANSWER && question.isOptional) return { do: 'leave out' };
  return judge(question, setting, line.value);
}

function onEnter(question: SetupQuestion, setting: Setting): ParsedAnswer {
  const { present, proposal } = setting;
  if (present !== undefined) return { do: 'keep' };
  if (proposal !== undefined) return judge(question, setting, proposal);
  return question.isOptional ? { do: 'leave out' } : again('is needed');
}

function judge({ name, isPath }: SetupQuestion, setting: Setting, line: string): ParsedAnswer {
  const { tidy = (answer: string) => answer, object, home } = setting;
  const answer = isPath ? line.replace(/^~(?=\/)/, home) : tidy(line);
  const checked = checkVariable(name, answer);
  if (!checked.ok) return again(checked.error);
  const written = writeValue(checked.value);
  const objection = written.ok ? object?.(checked.value) : written.error;
  return objection === undefined ? { do: 'take', value: checked.value } : again(objection);
}
