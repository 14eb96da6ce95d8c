import type { SecurityAlert } from '../../../areas/security/security.ts';
import type { SecuritySources } from '../../../areas/security/sources.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Failure } from '../../../core/failure.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import type { Secret } from '../../../core/secret.ts';
import type { Api } from '../../http-client/json-api.ts';
import { createToken } from '../../http-client/token.ts';
import { isList } from '../vendor-records/json.ts';
import { readList } from '../vendor-records/read-list.ts';
import { recordReader } from '../vendor-records/record-reader.ts';
import { readLogLine } from '../vendor-records/security.ts';

const TOKEN_TTL_MS = 14 * 60_000;
const MAX_COUNT = 100;

/** A login for one of Wazuh's two services. */
export interface WazuhUser {
  readonly name: string;
  readonly password: Secret;
}

export const basic = ({ name, password }: WazuhUser): string =>
  `Basic ${Buffer.from(`${name}:${password.reveal()}`).toString('base64')}`;

/** Wazuh's manager: its own log, and disconnected agents. Alerts are in the indexer. */
export function createWazuhManager(api: Api, user: WazuhUser, clock: Clock): SecuritySources {
  const signedIn = createToken(clock, async () => {
    const answer = await api.ask('/security/user/authenticate', {
      method: 'POST',
      headers: { authorization: basic(user) },
    });
    if (!answer.ok) return answer;
    const token = recordReader(answer.value)?.text('data.token');
    if (token !== undefined) return ok({ token, goodUntil: clock.steady() + TOKEN_TTL_MS });
    return err({ kind: 'invalid-response', service: api.service, cause: 'no token' });
  });

  async function items(path: string): Promise<Result<readonly unknown[], Failure>> {
    const answer = await signedIn((headers) => api.ask(path, { headers }));
    if (!answer.ok) return answer;
    const list = recordReader(answer.value)?.raw('data.affected_items');
    if (isList(list)) return ok(list);
    return err({ kind: 'invalid-response', service: api.service, cause: `${path}: no items` });
  }

  return {
    async alerts() {
      const agents = await items(`/agents?status=disconnected&limit=${MAX_COUNT}`);
      if (!agents.ok) return agents;
      return readList(agents.value, { from: api, clock, what: 'agents', read: readLostAgent });
    },
    async logs() {
      const lines = await items('/manager/logs?limit=50&sort=-timestamp');
      if (!lines.ok) return lines;
      return readList(lines.value, { from: api, clock, what: 'log lines', read: readLogLine });
    },
  };
}

function readLostAgent(record: unknown): SecurityAlert | undefined {
  const name = recordReader(record)?.text('name', 'id');
  return name === undefined
    ? undefined
    : { severity: 'warning', message: `Agent ${name} is disconnected`, source: name };
}
