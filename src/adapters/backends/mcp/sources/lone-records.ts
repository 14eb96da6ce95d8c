import type { Failure } from '../../../../core/failure.ts';
import { ok, type Result } from '../../../../core/result.ts';
import { entriesOf } from '../../vendor-records/json.ts';
import { EMPTY_ANSWER } from '../answers/read-answer.ts';
import type { FoundList } from './find-own-list.ts';
import type { Args } from './tool-calls.ts';

const MIN_KEYS = 2;

type Ask = (tool: string, args: Args) => Promise<Result<unknown, Failure>>;

/** The keys of the records in some answers of a tool. */
export const keysAmong = (records: readonly unknown[]): ReadonlySet<string> =>
  new Set(records.flatMap((record) => entriesOf(record).map(([key]) => key)));

/** An answer that is one record, by the keys of those that other answers of the tool hold in a list. */
export function loneRecord(data: unknown, keys: ReadonlySet<string>): FoundList | undefined {
  const own = entriesOf(data);
  const isRecord = own.length >= MIN_KEYS && own.every(([key]) => keys.has(key));
  return isRecord ? { records: [data], kinds: undefined, isNamed: true } : undefined;
}

/** Keeps the answers, so that they can be read again; an empty one is no list, and is one for a tool that gives a text for each item. */
export function rememberAnswers(ask: Ask) {
  const answers = new Map<string, ReturnType<Ask>>();
  const once: Ask = (tool, args) => {
    const key = JSON.stringify([tool, args]);
    const answer = answers.get(key) ?? ask(tool, args);
    answers.set(key, answer);
    return answer;
  };
  const again: Ask = async (tool, args) => {
    const answer = await once(tool, args);
    const isEmpty =
      !answer.ok && answer.error.kind === 'invalid-response' && answer.error.cause === EMPTY_ANSWER;
    return isEmpty ? ok([]) : answer;
  };
  return { once, again };
}
