import { z } from 'zod';
import type { SecurityChanges } from '../../../areas/security/security.ts';
import type { SecuritySources } from '../../../areas/security/sources.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Failure } from '../../../core/failure.ts';
import { err, map, ok, type Result } from '../../../core/result.ts';
import type { Secret } from '../../../core/secret.ts';
import type { Api } from '../../http-client/json-api.ts';
import { createToken } from '../../http-client/token.ts';
import { isoOf } from '../vendor-records/iso.ts';
import { isList } from '../vendor-records/json.ts';
import { readList } from '../vendor-records/read-list.ts';
import { readRule, readSecurityAlert } from '../vendor-records/security.ts';

/** Only decisions made here, by CrowdSec or by hand: the shared blocklists hold tens of thousands. */
const OWN_DECISIONS = '/v1/decisions?origins=crowdsec,cscli';
const MAX_ALERTS = 100;

interface Keys {
  /** The key of a bouncer, for decisions. */
  readonly apiKey?: Secret | undefined;
  /** The login of a machine, for alerts. */
  readonly machine?: { readonly id: string; readonly password: Secret } | undefined;
}

/** CrowdSec through its local API. Sources for which no key is configured are left out. */
export function createCrowdsecApi(
  api: Api,
  { apiKey, machine }: Keys,
  clock: Clock,
): SecuritySources {
  const records = async (answer: Promise<Result<unknown, Failure>>, what: string) => {
    const data = await answer;
    if (!data.ok) return data;
    if (data.value === null) return ok([]); // null is the empty list
    if (isList(data.value)) return ok(data.value);
    return err<Failure>({
      kind: 'invalid-response',
      service: api.service,
      cause: `no list of ${what}`,
    });
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
      if (!parsed.success)
        return err({ kind: 'invalid-response', service: api.service, cause: 'no token' });
      const { token, expire } = parsed.data;
      return ok({ token, goodUntil: Date.parse(expire) });
    });

  const asMachine = machine && login(machine);
  return {
    ...(asMachine && {
      async alerts() {
        const answer = asMachine((headers) =>
          api.ask(`/v1/alerts?since=24h&limit=${MAX_ALERTS}`, { headers }),
        );
        const alerts = await records(answer, 'alerts');
        if (!alerts.ok) return alerts;
        const about = { from: api, clock, what: 'alerts', max: MAX_ALERTS };
        return readList(alerts.value, { ...about, read: readSecurityAlert });
      },
    }),
    ...(asMachine && { changes: createChanges(api, asMachine, clock) }),
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

type AsMachine = ReturnType<typeof createToken>;

/** Selects the bans of one address: without `contains=false`, bans of ranges around it are deleted too. */
const bansOf = (address: string): string =>
  `/v1/decisions?ip=${encodeURIComponent(address)}&type=ban&contains=false`;

/** Bans and unbans by hand, in the form that CrowdSec's own command line uses. */
const createChanges = (api: Api, asMachine: AsMachine, clock: Clock): SecurityChanges => ({
  verbs: async () => new Set(['ban', 'unban'] as const),
  async act(verb, address, hours) {
    const send = (headers: Record<string, string>) =>
      verb === 'unban'
        ? api.ask(bansOf(address), { method: 'DELETE', headers })
        : api.ask('/v1/alerts', {
            method: 'POST',
            headers: { ...headers, 'content-type': 'application/json' },
            body: [manualBan(address, hours, isoOf(clock.now()) ?? '')],
          });
    return map(await asMachine(send), () => undefined);
  },
});

function manualBan(address: string, hours: number, at: string): object {
  const [scope, scenario] = ['Ip', 'manual ban by text'];
  const source = { scope, value: address, ip: address };
  const ban = {
    type: 'ban',
    origin: 'cscli',
    duration: `${hours}h`,
    scenario,
    scope,
    value: address,
  };
  const unused = {
    scenario_hash: '',
    scenario_version: '',
    capacity: 0,
    leakspeed: '0',
    events: [],
  };
  return {
    ...unused,
    message: scenario,
    scenario,
    source,
    decisions: [ban],
    events_count: 1,
    simulated: false,
    start_at: at,
    stop_at: at,
  };
}
