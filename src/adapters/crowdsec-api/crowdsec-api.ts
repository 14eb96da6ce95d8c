import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Failure } from '../../core/failure.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { Secret } from '../../core/secret.ts';
import type { SecuritySources } from '../../security/sources.ts';
import { isList } from '../loose-data/json.ts';
import { readList } from '../loose-data/read-list.ts';
import { readRule, readSecurityAlert } from '../loose-data/security.ts';
import type { Api } from '../web/json-api.ts';
import { createToken } from '../web/token.ts';

/** Ours and those made by hand. The shared blocklists hold tens of thousands. */
const OWN_DECISIONS = '/v1/decisions?origins=crowdsec,cscli';
const MOST_ALERTS = 100;

interface Keys {
  /** Of a bouncer, for decisions. */
  readonly apiKey?: Secret | undefined;
  /** Of a machine, for alerts. */
  readonly machine?: { readonly id: string; readonly password: Secret } | undefined;
}

/** CrowdSec by its local API. What a key is missing for is not told. */
export function createCrowdsecApi(
  api: Api,
  { apiKey, machine }: Keys,
  clock: Clock,
): SecuritySources {
  const records = async (answer: Promise<Result<unknown, Failure>>, what: string) => {
    const data = await answer;
    if (!data.ok) return data;
    if (data.value === null) return ok([]); // how it says that there are none
    if (isList(data.value)) return ok(data.value);
    return err<Failure>({ kind: 'garbled', service: api.service, cause: `no list of ${what}` });
  };

  const login = (of: NonNullable<Keys['machine']>) =>
    createToken(clock, async () => {
      const answer = await api.ask('/v1/watchers/login', {
        method: 'POST',
        body: { machine_id: of.id, password: of.password.reveal() },
        headers: { 'content-type': 'application/json' },
      });
      if (!answer.ok) return answer;
      const parsed = Login.safeParse(answer.value);
      if (!parsed.success) return err({ kind: 'garbled', service: api.service, cause: 'no token' });
      const { token, expire } = parsed.data;
      return ok({ token, goodUntil: Date.parse(expire) });
    });

  const asMachine = machine && login(machine);
  return {
    ...(asMachine && {
      async alerts() {
        const answer = asMachine((headers) =>
          api.ask(`/v1/alerts?since=24h&limit=${MOST_ALERTS}`, { headers }),
        );
        const alerts = await records(answer, 'alerts');
        if (!alerts.ok) return alerts;
        const about = { from: api, clock, what: 'alerts', most: MOST_ALERTS };
        return readList(alerts.value, { ...about, read: readSecurityAlert });
      },
    }),
    ...(apiKey && {
      async rules() {
        const headers = { 'x-api-key': apiKey.reveal() };
        const bans = await records(api.ask(OWN_DECISIONS, { headers }), 'decisions');
        if (!bans.ok) return bans;
        return readList(bans.value, { from: api, clock, what: 'bans', read: readRule });
      },
    }),
  };
}

const Login = z.object({ token: z.string(), expire: z.string() });
