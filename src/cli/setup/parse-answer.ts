import { checkVariable } from '../../config/check.ts';
import { checkLine, writeValue } from './env-value.ts';
import type { SetupQuestion } from './questions.ts';

/** The meaning of an answer. */
export type ParsedAnswer =
  | { readonly do: 'keep' }
  | { readonly do: 'take'; readonly value: string }
  | { readonly do: 'leave out' }
  | { readonly do: 'ask again'; readonly why: string };

/** The state of a setting when its question is asked. */
export interface Setting {
  /** The present value. */
  readonly present?: string | undefined;
  /** The value Enter takes when there is no present one. */
  readonly proposal?: string | undefined;
  readonly home: string;
  /** Converts common spellings to the form of the configuration. */
  readonly tidy?: (answer: string) => string;
  /** Returns an objection that only this question has. */
  readonly object?: (value: string) => string | undefined;
}

/** The answer that removes a setting. */
export const CLEAR_ANSWER = '-';

const askAgain = (why: string): ParsedAnswer => ({ do: 'ask again', why });

/** Parses an answer. Values are checked by the rules of the configuration. */
export function parseAnswer(
  question: SetupQuestion,
  setting: Setting,
  typed: string,
): ParsedAnswer {
  const line = checkLine(typed);
  if (!line.ok) return askAgain(line.error);
  if (line.value === '') return onEnter(question, setting);
  if (line.value === CLEAR_ANSWER && question.isOptional) return { do: 'leave out' };
  return checkAnswer(question, setting, line.value);
}

function onEnter(question: SetupQuestion, setting: Setting): ParsedAnswer {
  const { present, proposal } = setting;
  if (present !== undefined) return { do: 'keep' };
  if (proposal !== undefined) return checkAnswer(question, setting, proposal);
  return question.isOptional ? { do: 'leave out' } : askAgain('is required');
}

function checkAnswer(
  { name, isPath }: SetupQuestion,
  setting: Setting,
  line: string,
): ParsedAnswer {
  const { tidy = (answer: string) => answer, object, home } = setting;
  const answer = isPath ? line.replace(/^~(?=\/)/, home) : tidy(line);
  const checked = checkVariable(name, answer);
  if (!checked.ok) return askAgain(checked.error);
  const written = writeValue(checked.value);
  const objection = written.ok ? object?.(checked.value) : written.error;
  return objection === undefined ? { do: 'take', value: checked.value } : askAgain(objection);
}
