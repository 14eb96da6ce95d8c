import type { Failure } from '../../../core/failure.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import type { Api } from '../../http-client/json-api.ts';
import { entriesOf, isList } from '../vendor-records/json.ts';

type Records = Result<readonly unknown[], Failure>;

/** Returns the rows in the `data` of an answer. */
export async function records(api: Api, path: string): Promise<Records> {
  const answer = await api.ask(path);
  if (!answer.ok) return answer;
  const data = entriesOf(answer.value).find(([key]) => key === 'data')?.[1];
  if (isList(data)) return ok(data);
  return err({ kind: 'invalid-response', service: api.service, cause: `${path}: no list` });
}

/** Returns the rows of a type, such as `node`. */
export const ofType = (rows: readonly unknown[], ...types: readonly string[]): readonly unknown[] =>
  rows.filter((row) => types.includes(typeOf(row)));

const typeOf = (row: unknown): string =>
  typeof row === 'object' && row !== null && 'type' in row && typeof row.type === 'string'
    ? row.type
    : '';
