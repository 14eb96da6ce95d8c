import type { Clock } from '../../../core/clock.ts';
import type { Failure } from '../../../core/failure.ts';
import { isNoSource, noSource } from '../../../core/no-source.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import type { Api } from '../../http-client/json-api.ts';
import { isList } from '../vendor-records/json.ts';
import { recordReader } from '../vendor-records/record-reader.ts';
import type { FindSite } from './site.ts';

/** No retry for an hour: a console that rejects our key here will reject it a minute later too. */
const REJECTED_TTL_MS = 60 * 60_000;

export const JSON_BODY = { 'content-type': 'application/json' } as const;

export type LegacyApi = ReturnType<typeof createLegacyApi>;

/** The legacy API beside the official one. Not every console accepts an API key for it. */
export function createLegacyApi(api: Api, site: FindSite, clock: Clock) {
  let rejectedUntil = 0;

  return {
    /** Sends a command; fails with `no-source` on a console that does not accept our key here. */
    async command(manager: string, body: object, what: string): Promise<Result<unknown, Failure>> {
      const here = await site();
      if (!here.ok) return here;
      const address = `/proxy/network/api/s/${here.value.reference}/cmd/${manager}`;
      return api.ask(address, { method: 'POST', headers: JSON_BODY, body, optional: what });
    },

    async list(path: string, what: string): Promise<Result<readonly unknown[], Failure>> {
      if (clock.steady() < rejectedUntil) return err(noSource(api.service, what));
      const here = await site();
      if (!here.ok) return here;
      const address = `/proxy/network/api/s/${here.value.reference}/${path}`;
      const answer = await api.ask(address, { optional: what });
      if (isNoSource(answer)) rejectedUntil = clock.steady() + REJECTED_TTL_MS;
      if (!answer.ok) return answer;
      const data = recordReader(answer.value)?.raw('data');
      if (isList(data)) return ok(data);
      return err({ kind: 'invalid-response', service: api.service, cause: `${path}: no data` });
    },
  };
}
