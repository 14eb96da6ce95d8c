import type { Failure } from '../../../core/failure.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import type { Api } from '../../http-client/json-api.ts';
import { isList } from '../vendor-records/json.ts';
import { recordReader } from '../vendor-records/record-reader.ts';

/** The largest page that the API returns. */
const PAGE_SIZE = 200;
const MAX_PAGES = 10;

/** Returns all records of a list, fetched page by page. */
export async function pagesOf(
  api: Api,
  path: string,
): Promise<Result<readonly unknown[], Failure>> {
  const all: unknown[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await api.ask(`${path}?offset=${page * PAGE_SIZE}&limit=${PAGE_SIZE}`);
    if (!answer.ok) return answer;
    const facts = recordReader(answer.value);
    const data = facts?.raw('data');
    if (!isList(data))
      return err({ kind: 'invalid-response', service: api.service, cause: `${path}: no data` });
    for (const record of data) all.push(record);
    if (data.length === 0 || all.length >= (facts?.number('totalCount') ?? 0)) break;
  }
  return ok(all);
}
