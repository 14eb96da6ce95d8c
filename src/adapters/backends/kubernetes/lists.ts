import type { Failure } from '../../../core/failure.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import type { Api, ApiRequest } from '../../http-client/json-api.ts';
import { isList } from '../vendor-records/json.ts';
import { recordReader } from '../vendor-records/record-reader.ts';

const PAGE_SIZE = 500;
const MAX_PAGES = 4;
const MAX_COLUMNS = 40;
const MAX_ROWS = 2 * PAGE_SIZE;

type Records = Result<readonly unknown[], Failure>;

const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };

/** Returns the rows of the table that kubectl would print, keyed by its headings. */
export const rowsOf = (api: Api, path: string): Promise<Records> =>
  pagesOf(api, path, { headers: TABLE }, (page) => {
    const columns = listIn(page, 'columnDefinitions')
      ?.slice(0, MAX_COLUMNS)
      .map((column) => recordReader(column)?.text('name'));
    return listIn(page, 'rows')
      ?.slice(0, MAX_ROWS)
      .map((row) => toRecord(columns ?? [], row));
  });

/** Returns the objects themselves. `optional` names what is missing in a cluster without this kind. */
export const itemsOf = (api: Api, path: string, optional?: string): Promise<Records> =>
  pagesOf(api, path, optional === undefined ? {} : { optional }, (page) => listIn(page, 'items'));

async function pagesOf(
  api: Api,
  path: string,
  request: ApiRequest,
  pick: (page: unknown) => readonly unknown[] | undefined,
): Promise<Records> {
  const all: unknown[] = [];
  let next = '';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = `${path.includes('?') ? '&' : '?'}limit=${PAGE_SIZE}${next}`;
    const answer = await api.ask(`${path}${query}`, request);
    if (!answer.ok) return answer;
    const found = pick(answer.value);
    if (!found)
      return err({ kind: 'invalid-response', service: api.service, cause: `${path}: no list` });
    for (const record of found) all.push(record);
    const token = recordReader(answer.value)?.text('metadata.continue');
    if (token === undefined) break;
    next = `&continue=${encodeURIComponent(token)}`;
  }
  return ok(all);
}

function listIn(page: unknown, name: string): readonly unknown[] | undefined {
  const list = recordReader(page)?.raw(name);
  return isList(list) ? list : undefined;
}

function toRecord(columns: readonly (string | undefined)[], row: unknown): object {
  const facts = recordReader(row);
  const cells = facts?.raw('cells');
  return {
    ...Object.fromEntries(
      columns.map((name, index) => [name ?? '', isList(cells) ? cells[index] : undefined]),
    ),
    namespace: facts?.text('object.metadata.namespace'),
    uid: facts?.text('object.metadata.uid'),
    createdAt: facts?.text('object.metadata.creationTimestamp'),
  };
}
