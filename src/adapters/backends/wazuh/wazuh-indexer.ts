import type { SecurityStatus } from '../../../areas/security/security.ts';
import type { SecuritySources } from '../../../areas/security/sources.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Failure } from '../../../core/failure.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import type { Api } from '../../http-client/json-api.ts';
import { isList } from '../vendor-records/json.ts';
import { readList } from '../vendor-records/read-list.ts';
import { recordReader } from '../vendor-records/record-reader.ts';
import { readSecurityAlert } from '../vendor-records/security.ts';

const MAX_ALERTS = 100;
const WARNING_LEVEL = 7;
const CRITICAL_LEVEL = 12;

const lastDay = { range: { timestamp: { gte: 'now-24h' } } };
const atLeast = (level: number) => ({ range: { 'rule.level': { gte: level } } });

/** Wazuh's indexer, which holds the alerts. */
export function createWazuhIndexer(api: Api, clock: Clock): SecuritySources {
  const search = (body: object): Promise<Result<unknown, Failure>> =>
    api.ask('/wazuh-alerts-*/_search', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });

  const countFrom = async (level: number): Promise<Result<number, Failure>> => {
    const answer = await search({
      size: 0,
      track_total_hits: true,
      query: { bool: { filter: [lastDay, atLeast(level)] } },
    });
    if (!answer.ok) return answer;
    const count = recordReader(answer.value)?.number('hits.total.value');
    if (count !== undefined) return ok(count);
    return err({ kind: 'invalid-response', service: api.service, cause: 'no number of alerts' });
  };

  return {
    async status() {
      const [all, critical] = await Promise.all([
        countFrom(WARNING_LEVEL),
        countFrom(CRITICAL_LEVEL),
      ]);
      if (!all.ok) return all;
      if (!critical.ok) return critical;
      const value: SecurityStatus = {
        critical: critical.value,
        warnings: all.value - critical.value,
      };
      return ok({ value, asOf: clock.now(), source: api.source });
    },

    async alerts() {
      const answer = await search({
        size: MAX_ALERTS,
        sort: [{ timestamp: { order: 'desc' } }],
        query: { bool: { filter: [lastDay, atLeast(WARNING_LEVEL)] } },
      });
      if (!answer.ok) return answer;
      const hits = recordReader(answer.value)?.raw('hits.hits');
      if (!isList(hits))
        return err({ kind: 'invalid-response', service: api.service, cause: 'no hits' });
      const sources = hits.map((hit) => recordReader(hit)?.raw('_source'));
      const about = { from: api, clock, what: 'alerts', max: MAX_ALERTS };
      return readList(sources, { ...about, read: readSecurityAlert });
    },
  };
}
